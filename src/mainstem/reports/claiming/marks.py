"""What a sentence holds that speaks for or against a claim: praise, rivals, measures, limits, pointers to a table.

A mark is a name and the words that bear it. Digits in names, citations, dates, sizes and settings are no measures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mainstem.reports.document import mended

# --- what digits are no measure ---------------------------------------------------------------------

_UNIT = (
    r"(?:tokens?\b(?! ?(?:/|per|a second))|param\w*|layers?|experts?|heads?|GPUs?\b(?![- ]hours)|GPU cards|nodes?|samples?|examples?|prompts?|problems?|questions?"
    r"|languages?|steps|stages?|epochs?|iterations?|documents?|aspects|domains|categor(?:y|ies)|dimensions|words|characters|sequences?|datasets?|benchmarks?|tasks?|checkpoints?|models?|replicas?"
    r"|microbatches|entries|pairs|classes|filters|rollouts|trajectories|attempts|B\b|M\b|T\b|GB of memory|GB memory|bits?\b|bit-?width)"
)
_NAMES = re.compile(
    r"https?://\S+|`[^`]*`|\[\d[\d, -]*\]"
    r"|\([^()]*\b(?:19|20)\d\d[^()]*\)"
    r"|\b[A-Za-z][\w.]*-?\d[\w.-]*\b(?! ?%)"  # Brook-2.5, pass@1's like are below
    r"|\b(?:AIME|HMMT) ?(?:20)?\d\d\b(?![.%]\d)|\bMATH[ -]?500\b"
    r"|\b(?:Claude|Gemini|Llama|LLaMA|GPT|Qwen|Kimi|Sonnet|Opus|Yi|Pro|Mixtral|GLM|Phi|Grok|Version|version|v|Lean)[ -]?\d(?:\.\d+)*\b"
    r"|\b(?:Tables?|Figures?|Figs?\.?|Sections?|Sec\.?|Eqs?\.?|Equation|Appendix|Stage|Phase|Step|Method|Part)[ -]?\(?\d[\w.]*\)?"
    r"|\b(?:pass|Pass|maj|Maj|avg|cons|top|best)[@-](?:of-)?\d[\d,]*"
    r"|\b(?:19|20)\d\d\b(?![.,]?\d| tokens/| TGS)"
    r"|\b\w+ ?= ?\d[\w.]*|\(\d{1,2}\)|(?<![\w.])\d\)"
    r"|\b(?:learning[- ]rates?|weight decay|momentum|dropout|epsilon|temperature|warm-?up|clipping|coefficients?|betas?|thresholds?)\b[^.;]{0,25}?\d[\d.]*(?:e[-−]?\d+|\s?×\s?10\S*)?"
)
_SIZES = re.compile(
    rf"\b\d[\d,.]*\s?(?:[KkMBT]\b|billion|million|trillion|hundred|thousand)(?!\s?(?:GPU|H\d+|A100)[- ]hours)(?:[- ]{_UNIT})?"
    rf"|\b\d[\d,.]*[- ](?:(?!of\b|on\b|in\b|for\b|at\b|to\b|than\b|and\b|the\b)\w+[- ]){{0,2}}?{_UNIT}"
    r"|\b\d+:\d+\b|\b\d+-(?:shot|bit|way|layer|hour|node|stage)\b|\b(?:batch|context|sequence) (?:size|length|window)s? (?:of|to) (?:up to )?\d[\w,.]*",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?<![\w.])[+-]?\d[\d,]*(?:\.\d+)?K?(?:\s?(?:%|×|x\b|times))?"
    r"|\b(?:one|two|three|four|five|ten|several) (?:minutes?|seconds|hours?|times)\b|\b(?:twice|threefold|half) (?:of|as|the)\b"
)
_RATIO = re.compile(
    r"\d\s?%|\d\s?×|\d\s?x\b|\d-?fold\b|\d times\b|\bpercent\b|\d[- ](?:points?|pts)\b|\b\d+/\d+\b|\b\d+ (?:out )?of (?:the )?\d+\b|\b(?:twice|half) (?:of|as|the)\b|\bfactor of \d|\b(?:two|three|four|five|six|eight|ten|hundred)-?fold\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\d\s?(?:TFLOP\w*|tokens?(?:/| per )|tok/|ms\b|s\b|secs?\b|seconds|minutes|hours|GPU[- ]hours|GB/s|TGS|QPS|samples? per)|\b(?:one|two|ten|five) (?:minutes?|seconds)\b",
    re.IGNORECASE,
)

# --- words --------------------------------------------------------------------------------------------

FAMILY = (
    r"(?:Chat)?GPT|Claude|Gemini|Gemma|Llama|LLaMA|Alpaca|Vicuna|Qwen|QwQ|DeepSeek|Deepseek|DSv\d|Mistral|Mixtral|OpenAI|Codestral|GShard|PaLM|Grok|GLM|ChatGLM|Baichuan"
    r"|Falcon|Yi|Phi|Command|Nemotron|Kimi|MiniMax|Hunyuan|Doubao|ERNIE|InternLM|StarCoder|OLMo|MPT|BLOOM|OPT|Switch|AdamW?|MLA|GQA|MHA|Mamba|FlashAttention|vLLM|SGLang|Megatron"
)
_BEAT = r"(?:outperform|surpass|exceed|beat(?:s|ing)?\b|outscor|out-?rank|overtak|eclips|trump)\w*"
_LESS = r"(?:reduc|lower|decreas|cut|sav|minimi[sz]|shrink|shorten|drop|diminish)\w*"
_OF_MODELS = r"(?:[\w().,/-]+ ){0,4}?(?:models?|LLMs?|systems?|methods?|approach(?:es)?|alternatives?|solutions?|frameworks?|architectures?|mechanisms?|counterparts?|provers?|works?|baselines?|series|variants?|techniques?|paradigms?|strateg(?:y|ies)|schemes?|optimizers?|algorithms?)\b"

_WORDS: dict[str, str] = {
    "peak": (
        r"\b(?:up to|as (?:much|high|fast|few|little|low) as|at most|maximum (?:speed-?up|of)|peak(?:s|ing|ed)?(?: (?:at|of))?)\s+(?:an? |about |around |nearly |over )?[+~∼]?\d[\d.,]*\s?(?:%|×|x\b|times|-?fold|tok\w*|TFLOP\w*|points|higher|faster)"
        r"|\bup to\b[^.]{0,30}\b(?:improv\w+|gain|faster|speed\w*|reduc\w+|increas\w+|higher|lower|less|throughput|boost|acceler\w+|linearly|cheaper|savings?)"
        r"|\b(?:can|could) (?:reach|achieve) (?:over|nearly|almost|more than) \d|\bup to (?:an? )?\d[\d.,]*\s?(?:%|×|x\b)|\bin (?:a|the) peak\b|\bpeak (?:throughput|performance|speed|minute)\b[^.]{0,40}\d|\btheoretical(?:ly)? (?:peak|maximum)|\bnearly \d[\d.]*\s?(?:×|x|times) the\b"
    ),
    "safe": (
        r"\b(?:safe(?:ty|ly|r|guards?|guarding)?|secure|harmless\w*|trustworth\w*|responsib(?:le|ly|ility)|aligned with human values|mitigat\w+ (?:\w+ ){0,2}?(?:risks?|harms?|bias(?:es)?)|privacy|toxic\w*|jailbreak\w*|guardrails?|harmful\w*"
        r"|potential risks|biases|ethical\w*|malicious|illegal|sensitive (?:filter|content|information)|unsafe|improper contents?|(?:reject|refus)\w+ (?:\w+ )?(?:harmful|unsafe|prompts|requests)|risk control|red[- ]team\w*|content (?:filter|moderat)\w*|truthful\w*|hallucinat\w*|inappropriate|(?:societal |of )?harms?\b|usage (?:polic|guideline)\w*|access approval|misuse\w*|abuse|abusive|hate(?:ful)?\b|violen(?:t|ce)|pornograph\w*|dangerous|fairness|stereotyp\w*|prejudic\w*|discriminatory|human values|personal(?:ly)?[- ](?:identifiable )?(?:information|data)|PII|moral\w*|offensive|refusals?|adversarial prompts?)\b"
    ),
    "assures": (
        r"\b(?:ensur\w+|guarante\w+|robust|strong|enhanc\w+|improv\w+|provid\w+|designed|developed|prevent\w*|secure|protect\w*|superior|excellent|mitigat\w*|integrat\w+|align\w*|remov\w+|filter\w*|exclud\w+|reduc\w+|fewer|less|outperform\w*|priorit\w*|refus\w+|address\w*|commit\w+|minimi[sz]\w+|maintain\w*|better|mak(?:es?|ing)|reject\w*|reliabl[ey]|resist\w*|trustworth\w*|avoid\w*|strict\w*|rigorous\w*|careful\w*|detect\w*|handl\w+|block\w*|identif\w+|balanc\w+|respect\w*|consider\w*|comply|complies|tak(?:e|es|ing) \w+ seriously)\b"
    ),
    "first": (
        r"\bworld'?s first|\bthe (?:very )?first (?:[\w-]+,? ){0,4}?(?:models?|LLMs?|systems?|works?|frameworks?|open\w*|attempt|to|research|study|report|method|approach|architecture|series|team|known|public\w*|large\w*|step toward\w*)\b"
        r"|\bfirst attempt|\bfor the first time|\b(?:we are|is|are|as|becom\w+) (?:among )?the first\b(?! (?:stage|step|phase|layer|part|token|\d|one|two|three|four|few))|\bpioneer\w*|\bno (?:prior|previous|other|existing) \w+|\bnone of (?:these|the|them)"
        r"|\b(?:has|have) not (?:been )?(?:produced|explored|achieved)|\bonly (?:open\w*|model|LLM) (?:\w+ ){0,3}(?:that|to)\b|\bunlike (?:any|all)\b|\bnever before\b"
    ),
    "sota": (
        r"\b(?:achiev|set|reach|establish|deliver|yield|obtain|attain|demonstrat|show|lead|stand|represent|exhibit|maintain|offer|provid|gain|advanc|produc|is|are|becom|remain|new|with|defin|realiz|realis|surpass|push)\w*\b"
        r"(?:(?!\b(?:comparabl|than|clos|match|competitiv|outperform|prior|previous|existing|current|other|recent|compar|rival|par\b|over\b|exceed|beat|approach|against|below|between|most|many|fine-tuned|fall|lag|near)\w*)[^.;]){0,60}?"
        r"\b(?:state[- ]?of[- ]?the[- ]?arts?|SOTA)\b(?!(?: (?!performance|results?|among|on\b|in\b|for\b|level|across|solution|accuracy on)[\w-]+){0,4}? (?:models?|LLMs?|systems|closed|like|such|methods|counterparts|accuracy of|baselines?)\b)"
        r"|\b(?:introduc|present|releas|propos)\w* (?:(?!\b(?:comparabl|than|match|competitiv|outperform|surpass|rival|exceed|against)\w*)[^.;]){0,80}?\b(?:state[- ]?of[- ]?the[- ]?art|SOTA)\b"
    ),
    "best": (
        r"\b(?:(?:the |our |its )?(?:very )?(?<!next-)(?<!second-)(?<!second )(?<!selecting the )(?<!select the )(?<!choose the )(?<!pick the )best\b(?![- ]of\b|[- ](?:fit|guess|case|known|response|answer|candidate|sample|one)|[- ]practice|[- ]effort|[- ]performing (?:checkpoint|setting)|checkpoint| (?:checkpoint|hyper|setting|config|suited)| of our knowledge)|world'?s|world[- ]class|(?:highest|lowest)\b(?! (?:layers?|bits?|value|level|rank|learning|temperature|loss on|probab\w+|priority|frequen\w+|resolution|likelihood))|fastest\b|strongest\b|cheapest\b|smartest\b|largest (?:open|dense|public|multi|fully)"
        r"|second to none|most (?!of\b|LLMs|areas|aspects|categor|settings|domains|languages|popular|basic|natural|other|existing|current|confident|promis|suitab|expensive|costly|diverse|wanted|used|active|recent|common|import|likely|frequent|probab|challeng|difficult|similar|relevant|existing|notabl|cases|previous|significant|open|benchmark|of|tasks|models|widely)\w+(?:ly)?\b"
        r"|top[- ](?:perform\w*|rank\w*|positions?|spots?|tier|ranked|level|notch|scor\w+|\d)|(?:first|1st|second) places?\b|gold medals?|champion\w*|(?:sets?|setting|holds?) (?:the|a) record|rank\w* (?:\w+ )?(?:the )?(?:top|first|second|third|1st|2nd|#\d|number one|highest|among the)|tops\b|lead(?:s|ing)? (?:performance|position|edge|results|on [A-Z]\w+|the (?:\w+ )?(?:field|way|leaderboard|pack)|across|in all)|industry[- ]leading|leads with|as a leading|one of the (?:most|best|few|first|largest|strongest)|(?:largest|most|best|all|any)\b[^.]{0,60}\b(?:to date|so far|ever|in the world|available)"
        r"|Pareto[- ]?(?:optimal|frontier|front)|new (?:standard|record|milestone|axis|frontier|benchmark for|era|paradigm for|state|level|height|bar|high)s?\b|redefin\w+|rais\w+ the bar|push\w* (?:the )?(?:boundar|frontier|limit|envelope)\w*|forefront|cutting[- ]edge|upper echelon|dominat\w+|unique advantage\w*"
        r"|superiority over all|(?:all|every) (?:\w+ ){0,4}(?:demonstrate|achieve|show)\w* better)"
    ),
    "acclaim": (
        r"\b(?:unprecedented|unparallel+ed|unmatched|unrivall?ed|ultimate|overwhelming\w*|revolution\w*|groundbreaking|ground-breaking|breakthroughs?|extraordinar\w+|innovative(?:ly)?|innovations?|born for|milestone|remarkabl[ey] (?!high)(?:abilit|stabil|perform|superior|capab|versat)\w*"
        r"|immense|tremendous|phenomenal|stunning|incredibl\w+|astonish\w+|game[- ]chang\w*|paradigm shift|transformative|incomparable|amazing\w*|uniquely|optimum|pivotal|landmark|(?:major|significant|big|giant) (?:leap|advance|step|stride)s?|unmatched|trailblaz\w*|state-of-art)\b"
    ),
    "beats_all": (
        rf"\b(?:{_BEAT}|superior(?:ity)? (?:to|over)|better than|ahead of) (?:over )?(?:almost |nearly )?(?:all|every|any)\b(?! of its)(?: of)?(?: the)? (?:[\w-]+ )?(?:other|others|existing|baselines?|previous|prior|competing|competitors?|open\S*|known|current|compared|publicly|comparable|models|methods)"
        rf"|\b{_BEAT} (?:all|many) other\b"
    ),
    "beats": rf"\b(?:{_BEAT}|superior(?:ity)?|better (?:than|performance|results)|(?:higher|faster|lower|stronger|greater|cheaper|larger|smaller|less|more) (?:[\w-]+ ){{0,5}}than\b(?! [\d$~])|ahead of|wins?\b(?![- ](?:rate|ratio))|prefers?\b|preferred (?:to|over)|favou?red|advantages? over|leads? over|improv\w+ (?:\w+ ){{0,3}}(?:over|upon)|gains? over|in favor of)",
    "equals": (
        r"\b(?:(?<!directly )comparabl[ey]\b(?! (?:formulation|form\b|setting|size|scale|parameter|number|model))|on[- ]par|on a par|parity|competitive\w*(?! (?:programming|exam|math|coding|contest|problem)\w*)|rival(?:s|ing|ed)?\b|match(?:es|ing|ed)?\b(?! (?:the )?(?:ground|expected|correct|format|prompt|pattern|rule|target distribution|reference)\w*)|close(?:ly)? to|approach(?:es|ing) (?:the|that|those)|similar (?:levels?|performance|results) (?:of|to|as)|equivalent to|on the level of|akin to|drop-in replacement|as (?:good|strong|capable|powerful) as|(?:clos|narrow|reduc|bridg|shrink|eliminat)\w* the (?:\w+ ){0,3}gap|gap (?:\w+ ){0,12}(?:clos|narrow|shrink|eliminat|vanish)\w+|indistinguishable|on a level with|in line with|holds? its own|second only to|not far (?:behind|from)|neck and neck|nears? (?:the|that)\b|level with|as well as any)\b"
    ),
    "against": r"\b(?:(?:as )?compared (?:to|with)|com-?par(?:ed|ison) (?:to|with)|in comparison|relative to|versus|vs\.?|whereas|unlike|rather than|instead of|over the baselines?|than(?! [\d$~])|in contrast|against(?= (?:\d|the baseline)))\b",
    "any_up_to": r"\bup to (?:an? |about |around )?\d",
    "superior": r"\b(?:superior|better|higher|stronger) (?:[\w-]+ ){0,3}?(?:performance|accuracy|results|throughput|efficiency|quality|capabilit(?:y|ies)|scores?)\b|\bsuperiority\b",
    "calm": r"\bno (?:[\w-]+ ){0,5}?(?:spikes?|divergence|rollbacks?|incidents?|instabilit\w+)|\b(?:not|never) (?:meet|observe|experience|encounter|see|saw) (?:any|a single)|\bwithout (?:any )?(?:[\w-]+ ){0,2}?(?:spikes?|divergence|rollbacks?)\b",
    "schedule": r"\b(?:exten|expan|increas|enlarg|rais|gr[eo]w|warm|decay|anneal|chang|adjust|scal|reduc)\w*\b[^.]{0,50}?\b(?:context|sequence|window|length|batch[- ]size|learning rate|\blr\b|support|vocabular\w+|languages|layers)\b[^.]{0,60}\bfrom [\d.,]+\S* to\b",
    "from_to": r"\b(?:two|three|four|five|six|eight|ten|hundred)-?fold\b|(?<!languages )(?<!ranging )\bfrom (?:about |around |over )?[\d.,]+\s?[\w%]* (?:\([^)]*\) )?(?:down |up )?to\b|\b(?:boost|improv|increas|ris|rose|rais|jump|climb)\w* (?:further )?to (?:about |over )?\d|\b\d[\d.]*\s?[×x] (?:\w+ )?(?:reduction|improvement|increase|saving|decrease)|\b(?:dropp?|ris|increas|improv|fell|fall|reduc|decreas|grow|grew|rose|lower|rais|shrink|shrank|cut|boost|lift|exceed|surpass|outperform|declin)\w* (?:[\w-]+ ){0,4}?(?:by|from) (?:about |over |approximately |around |nearly |roughly |another )?\d|\bby \d[\d.]* (?:\w+ )?points|\bhalv(?:es|ed|ing)|\b(?:doubl|tripl)(?:es|ed|ing) the|\bvs\.? \d|\b(?:improvement|gain|increase|reduction|drop|rise|saving)s? (?:of|is|are|by) (?:about |over |approximately |around |∼ ?)?\d|\d\s?% (?:\w+ ){0,4}?(?:saving|reduction|increase|improvement|gain|rise|drop|higher|lower|faster|less|more|better|overall)",
    "speed_up": r"\d(?:\.\d+)?\s?[×x] (?:\w+ )?(?:faster|speed-?up|higher|lower|more|less|computational|accel\w+)|\d(?:\.\d+)?\s?[×x][^.]{0,20}speed-?up|speed-?up of (?:\w+ )?\d|improvement of \d|\d times (?:faster|higher|lower|the|as|more|less)|factor of \d|\d\s?[×x] (?:the|that|as)\b|\b1/\d+ (?:of )?the|(?:only|about|just|approximately|merely) \d[\d.]*\s?% of (?:an?|the|that|its)\b|(?<!over )\bhalf (?:of |that |the )+(?=\w+ )",
    "named": rf"\b(?:{FAMILY}|o[134](?:-mini)?|R1|[A-Z][\w.-]*[-\s]?\d+(?:\.\d+)?[BbM])(?![a-z])[\w.-]*",
    "unnamed": (
        rf"\b(?:other|others|existing|prior|previous|earlier|many|most|larger|bigger|much larger|similar(?:ly)?[- ](?:sized|scale)?|leading|mainstream|popular|established|traditional|conventional|classical|standard|synchronous|dense|proprietary|commercial|frontier|top-tier|advanced|peer|competing|compet\w+ing|current|prevailing|state[- ]of[- ]the[- ]art|SOTA|(?:closed|open)[- ](?:source|weight)s?|full[- ]attention|typical|contemporary|representative|previously released|our (?:previous|earlier|prior)) (?:and [\w-]+ )?{_OF_MODELS}"
        r"|\b(?:rivals|peers|competitors|others|counterparts?|predecessors?|alternatives|prior work|previous work|existing (?:ones|work)|industry|the (?:open|closed)[- ]source community|proprietary|frontier|models of (?:\w+ ){0,2}(?:size|scale)|humans?|experts?)\b"
    ),
    "ablation": r"\b(?:(?:than|to|over|with) (?:the |that |those |its )?(?:\w+ ){0,4}?(?:without|baselines?|vanilla|original|trained (?:without|from scratch)|basic|non-\w+|ablat\w+|counterparts?|from scratch|initial|default|naive|untuned|unoptimi[sz]ed)|ablation|ablated|w/o|baseline model|same (?:setup|setting|budget|architecture|number of (?:tokens|param\w+))|equivalent number|under (?:the )?(?:same|identical|fair|equal))\b",
    "pointed": r"\b(?:Tables?|Appendix|Section) ?\d|\b(?:listed|tabulated) in\b|\bresults? in (?:the )?(?:table|figure)|\bthe plot\b",
    "much": r"\b(?:significant\w*|substantial\w*|(?:large|wide|considerable|clear|notable) margins?|considerabl\w*|dramatic\w*|consistent\w*|clear(?:ly)?|far\b|great(?:ly)?|markedl\w*|vast\w*|drastic\w*|much|noticeabl\w*|highly|very|extreme\w*|extensive\w*|sharp\w*|decisive\w*|comfortably|fully|tremendously)\b",
    "praise": (
        r"\b(?:remarkabl\w*|notable\b|near-perfect|without (?:\w+ )?(?:risk|loss|losing|compromis\w+|sacrific\w+|degrad\w+)|enhanc\w+|outstanding|impressive\w*|excellent\w*|strong(?:er|ly|est)?|robust\w*|effective\w*|promis(?:e|ing)\b|superior\w*|powerful|success(?:es|ful|fully)?\b|performant|high[- ]perform(?:ance|ing)\b(?! (?:hardware|computing|comput|storage|network|AI|GPU)\w*)"
        r"|excel(?:s|led|ling)?\b|proven|crucial role|sophisticated|advanced|good\b|great\b|surprising\w*|intriguing|broad prospects|potential\b(?! (?:risk|direction|issue|limit|harm|contamin|cause|reason|problem|application|future)\w*)|desirable|reliabl\w*|stabl[ey]|stability|smooth\w*|versatil\w*|flexib\w*|elegant\w*|fluent\w*|high accuracy|adept|well-\w+|simplistic|expert[- ]level|human[- ]level|satisfactory|solid|meaningful\w*|ideal\w*|perfect\w*|seamless\w*|well\b(?! as)|valuable|capable of|suitable|tailored|optimal\w*|extremely|proficien\w+|mature|potent\b|precise\w*|precision control|democrati[sz]\w+|a leap|leap\b|strength\w*|exceptional\w*|striking\w*|standout|compelling|noteworthy)"
    ),
    "betters": (
        r"\b(?:improv(?:e|es|ed|ing|ements?)\b|enhanc\w+|boost\w*|advanc(?:es|ing|ements?)\b|strengthen\w*|unlock\w*|empower\w*|elevat\w+|enabl(?:es?|ing)\b|facilitat\w+|alleviat\w+|overcom\w+|eliminat\w+|prevent\w*|avoid\w*|mitigat\w*|optimi[sz]\w+|benefits?|gains?\b|resolv\w+|contribut\w+ to|leads? to|ensur\w+|guarant\w+|preserv\w+|maintain\w*|balanc\w+|circumvent\w*|bridg\w+|foster\w*)"
    ),
    "shows": r"\b(?:demonstrat\w+|demon-strat\w+|exhibit\w*|highlight\w*|underscor\w+|showcas\w+|prov(?:es|ing|ed)\b|validat\w+|confirm\w*|reveal\w*|indicat\w+|suggest\w*|illustrat\w+|reflect\w*|possess\w*|reinforc\w+|display\w*|verif(?:ies|ying)|attest\w*|evidenc\w+|position(?:s|ing)\b|establish\w*)\b",
    "ability": r"\b(?:abilit(?:y|ies)|capabilit(?:y|ies)|proficienc\w+|generali[sz]\w+|effective-?ness|superiority|competence|skills?|understanding|reasoning (?:power|capab\w+)|performance|quality|efficacy|potential|strengths?|scalability|stability|robustness|expertise|intelligence)\b",
    "thrifty": (
        rf"\b(?:{_LESS} (?:[\w-]+ ){{0,5}}?(?:cost|memory|time|comput\w+|latency|overhead|burden|bandwidth|communication|footprint|require-?ments?|re-quirements|demand|usage|expens\w+|resource\w*|idle|consumption|complexity|savings?)|(?:negligible|minimal|little|no|low|reduced|smaller|lower|fewer|less|near-zero) (?:\w+ ){{0,2}}?(?:bubbles|overhead|cost|latency|memory|comput\w+|communication|burden|resources)"
        r"|maximi[sz]\w+|minimi[sz]\w+|cost[- ](?:effective|efficien|saving)\w*|low[- ]cost|(?:more|highly|pretty|quite|very|most|extremely|computationally|memory|communication|both|and) efficient(?:ly)?|\befficient\b|efficiently|cost-effectively|(?:parameter|data|token|sample|memory|compute) efficiency|(?:high|higher|improv\w+|enhanc\w+|better|greater|maximum|optimal|superior|significant|overall|inference|training|hardware|computational|memory|decoding) (?:\w+ )?(?:efficiency|throughput|speed)|faster|fast\b(?![- ](?:anneal|think|decay|mode))|speed\w*|accelerat(?:e|es|ed|ing|ion)\b|econom\w+|affordabl\w+|scalable|trade-off between|cheaper|(?:is|are|be|remains?|stays?|becomes?) (?:[\w-]+ ){0,2}?(?:efficient|cheap|lightweight|inexpensive|frugal|lean)|lightweight and)"
    ),
    "limit": (
        r"\b(?:limitations?|limited (?:to|by|in)|gap remains?|(?:remains?|still|significant|discernible|performance) (?:an? )?(?:\w+ )?gap|lags?\b|lagg\w+|falls? (?:behind|short)|trail\w*|fail(?:s|ed|ures?)?\b|(?:encounter|suffer|struggl)\w*|fac(?:e|es|ing) (?:\w+ )?(?:challeng|difficult|issue|problem|limit)\w*|challenges (?:such|like|remain)|not (?:yet|support|as \w+ as)|future (?:work|exploration|research|version)"
        r"|worse\b|suboptimal|sub-optimal|we plan|in the future|room for improvement|less (?:impressive|satisf\w+|capable|effective)|(?:do|does|did|has|have|had|can|could)(?: not|n[’\']t) (?:\w+ )?(?:match|beat|outperform|surpass|solve|show|observe|yield|achieve|bring|lead|improve|exhibit|reach|meet|provide)\w*|slightly (?:lower|worse|below|behind)|under-?perform\w*|inferior|unstable|crash\w*|carry (?:\w+ )?risks|may (?:output|produce|generate|contain|exhibit|be (?:in)?accurate)|inaccurate|fall-?back|shortcoming\w*|drawback\w*|weak(?:ness\w*|er)|degrad\w+|hard to tell (?:if|whether)|lower than|(?<!the )(?<!narrowing )(?<!closing )gap (?:between|compared|from|with|to)|(?:is|are|remains?|there is|exists?) (?:still )?(?:an? |the )(?:\w+ )?gap|unfortunately)"
    ),
    "cited": r"^(?!(?:It|We|Our|This|These|They|Table|Figure|In|While|Although|Compared|Unlike|However|Notably|Since|When|As|Following|With|On|For|Building|Like|Both) )[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*){0,3} (?:\[\d|\([A-Z][\w-]+(?: et al| and|,? 20|, 20))",
    "points": r"^(?:Table|Figure|Fig\.) ?\d+\S* (?:\w+ly )?(?:illustrat|present|show|depict|list|summari[sz]|compar|giv|describ|detail|provid|report|outlin)\w*\b(?! that)",
    "needed": r"\b(?:should|demands?|goal|core challenge|(?:is|are) (?:crucial|critical|essential|important|necessary|needed))\b",
    "field": r"^(?:However, |Recently, |Although |While )?(?:large |modern )?(?:language models|LLMs|transformers|MoEs?|mixture[- ]of[- ]experts(?: models)?)\b|\b(?:in recent years|recent (?:advanc\w+|development\w*|progress|years|work|studies|breakthroughs?)|recently,|(?:have|has) (?:recently )?(?:emerged|attracted|garnered|been recognized)|the (?:field|advent|rise) of|natural language processing|(?:is|are) widely (?:used|adopted))\b",
    "test_set": r"\b(?:dataset|benchmark|test ?set|sub-?task|corpus|metrics?|leaderboard|questions)\b[^.;]{0,70}\b(?:consist|compris|contain|design|assess|measur|evaluat|cover|includ|requir|compos|creat|collect|reflect)\w*|\b(?:assess(?:es)?|measures?|evaluates?|tests?) (?:\w+ ){0,3}?(?:abilit|proficien|capabilit|understanding|performance)\w*|\bwe (?:also |further |mainly )?(?:evaluate|assess|compare|adopt|utili[sz]e|report|use|select|consider|follow|test|conduct)\b(?!.*\b(?:outperform|surpass|improv|achiev|show|demonstrat))",
    "legend": (
        r"\b(?:best|highest|second\S*|lowest|top)\b[^.]{0,60}\b(?:bold|underlin\w+|highlight\w+|marked|colou?red|shaded)\b|\b(?:bold|underlin\w+)\b[^.]{0,40}\b(?:best|highest|indicat\w+|denot\w+)"
        r"|\b(?:higher|lower|larger|smaller) (?:is|the|means|indicates) (?:the )?better\b"
    ),
    "caption": r"^(?:Table|Figure|Fig\.?) ?\d+ ?[:.|]|^(?:\w+ )?(?:performance|comparisons?|evaluation|results?|overview|illustration|inference (?:speed|costs?)) (?:of|on|for|between|across|comparisons?)\b(?!.*\b(?:shows?|demonstrat|indicat|reveal|outperform|surpass|is|are)\w*)",
    "denied": r"\b(?:do|does|did|has|have|had|can|could)(?: not|n't) (?:\w+ ){0,2}?(?:show|observe|yield|achieve|bring|lead|improve|exhibit|reach|meet|provide|match|beat|outperform|surpass|solve|result)\w*|\bno (?:\w+ )?(?:improvement|benefit|gain|difference|advantage)s?\b|\b(?:outperformed|surpassed|beaten|exceeded) by\b",
    "release": r"\b(?:we|and|also|are|been|be|publicly|it)\b[^.]{0,40}?\b(?:releas(?:e|ed|ing)|open-?sourc(?:e|ed|ing)|licen[sc]ed?|availab(?:le|ility)|hosted)\b|\bpermissive\b",
    "own": r"\b(?:our|we|ours)\b|\bthis (?:work|paper|report|model|approach|method|framework|strategy|design|technique)\b|\bthe (?:proposed|resulting|final)\b",
    "scored": r"accuracy|scores?\b|scoring|pass@|achiev\w+|attain\w*|reach\w*|\brate\b|percentile|seconds|minutes?|deliver\w*|obtain\w*|sustain\w*|averag\w*|error of|throughput|utili[sz]ation|solv\w+|TFLOP|MFU|speed|secs\b|win rate|record\w*",
}
_CASED = frozenset({"named"})
_IN_PLAIN = frozenset({"peak", "from_to", "speed_up"})
_PATTERNS = {
    name: re.compile(pattern, 0 if name in _CASED else re.IGNORECASE) for name, pattern in _WORDS.items()
}
# "To train faster, we ..." tells an aim and claims nothing.
_AIM = re.compile(
    r"(?:^|(?<=[:)] ))(?:(?:In order to|To|With the (?:aim|goal) of|Aiming to) (?!our\b|the best|date\b|this end)[^,;:]{5,160}, |For (?!our\b|the first)[^,;:]{5,160}, (?=(?:we|it|this)\b))",
    re.IGNORECASE,
)
_BASELINES = re.compile(
    r"\b(?:strong|competitive|leading|powerful|representative|state-of-the-art|popular|advanced) (?:[\w-]+ ){0,3}?baselines?\b",
    re.IGNORECASE,
)
# Praise of those that one is held against ("rivals top-tier models") is no praise of oneself.
_RIVALS_PRAISE = re.compile(
    r"(?<=\b)((?:rival|match|comparable|on par|competitive|clos|approach|than|behind|between|surpass|outperform|exceed|beat|remain|against|over|compar)\w*(?: (?:to|with|that of|those of|of))*(?: the)?(?: most of)?(?: the)?) (?:strongest|best|(?:previously )?(?:top|best)-performing|top-tier|most advanced|most capable|most powerful|leading|industry-leading|cutting-edge|flagship|highest-performing|top|state-of-the-art|SOTA)"
    r"(?= (?:[\w-]+,? ){0,4}?(?:models|LLMs|systems|competitors|counterparts|alternatives|methods|approaches)\b)",
    re.IGNORECASE,
)
Marks = Mapping[str, str]  # the name of a mark -> the words that bear it


def marks(text: str) -> Marks:
    """The marks of a sentence."""
    told = " ".join(re.sub(r"\*\*|__|`", "", mended(text)).replace("’", "'").split())
    told = _RIVALS_PRAISE.sub(r"\1 existing", _BASELINES.sub(" ", _AIM.sub("", told)))
    plain = _SIZES.sub(" ", _NAMES.sub(" ", told))
    found = {}
    for name, pattern in _PATTERNS.items():
        if hit := pattern.search(plain if name in _IN_PLAIN else told):
            found[name] = hit.group().strip()
    return found | _measures(plain)


def _measures(plain: str) -> dict[str, str]:
    numbers = _MEASURE.findall(plain)
    found = {"number": numbers[0].strip()} if numbers else {}
    for name, pattern in (("ratio", _RATIO), ("rate", _RATE)):
        if hit := pattern.search(plain):
            found[name] = hit.group()
    if len(numbers) >= 2:
        found["numbers"] = ", ".join(one.strip() for one in numbers[:3])
    if len(numbers) >= 2 or (numbers and ("ratio" in found or "rate" in found)):
        found["measured"] = numbers[0].strip()
    return found
