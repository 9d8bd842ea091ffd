"""What a model's sizes are called: parameters, layers, widths, heads, vocabulary and experts, as data of the grammar."""

from __future__ import annotations

from mainstem.reports.numbers import BIG, COUNT, INT
from mainstem.reports.sentences.grammar import Rule, counted, listed, named
from mainstem.reports.sentences.grammar import rule as _rule

_PARAMS = (2e7, 2e13)
_LAYERS = (4, 400)
_WIDTH = (128, 65536)
_HEADS = (2, 512)
_VOCAB = (4000, 1e6)
_ROUTED, _ACTIVE = (4, 4096), (1, 256)

_PIECE = r"\b(?:encoder|vocoder|codec|residual|patch|projector|adapter|reward model)\b"  # of a model
_CAN = r"|\bcan (?:\w+ )?(?:train|scale|support)|stress test|be extended to"
_SAMPLING = r"temperature|top-?p\b|sampling|decoding|retriev|nucleus"
_UNDER = r"(?:\b(?:under|below|beyond|exceeding|than|over|smaller|larger|least|most|per|first|every|last|other|additional)|[<>≤≥]) ?$"

_SIZE = r"(?:total (?:number of )?|number of (?:(?:total|model|trainable|learnable|all) )?)param(?:eter)?s?(?: count| number| size)?"
_KINDS = r"(?:(?:total|model|dense|learnable|trainable|non-embedding)[- ])?"
_ACTIVATED = r"activ(?:at(?:ed|ion|es|ing)|e)"
_DEEP = r"(?:(?:total|transformer|decoder|hidden|network|identical|stacked|decoder-only|attention|the)[- ])*"
_WIDE = r"(?<!intermediate )(?<!expert )(?<!FFN )(?<!MLP )(?<!forward )(?:(?:hidden|model|embedding|token representation|representation)(?: state| layer)? ?(?:dimension(?:ality)?|size|width|dim)s?|d_?(?:model|hidden)\b|h_?size|model width)"
_FEW = r"(?:one|two|three|four|six|eight|ten|twelve|sixteen)"
_SOME = rf"(?:{INT}|{_FEW}\b)"
_EXPERT = r"(?:(?:routed|fine-grained|sparse|non-shared|specialized|distinct|isolated|candidate|available|individual|MoE|FFN|feed-?forward|total|different|independent|expert|smaller|small)[- ])*"
_RUNS = (
    r"(?:activat\w+|select\w*|choos\w+|chose|pick\w*|rout\w+|dispatch\w*|per token|each token|active|top-?k)"
)
_ELSEWHERE = r"\b(?:GPUs?|nodes?|devices?|deploy\w*|hosts?|redundant|load[- ]balanc\w+ (?:group|strateg)|human|annotators?|domain experts|expert (?:annotators|group))\b"

SIZES: tuple[Rule, ...] = (
    # --- parameters ---------------------------------------------------------------------------------
    named("active_parameters", rf"(?:number of )?{_ACTIVATED} param\w*(?: count| number)?", BIG, _PARAMS),
    counted("active_parameters", rf"{_ACTIVATED}(?: param|[, ]|\)|$)", BIG, _PARAMS, never=r"# \w|params per token"),
    _rule("active_parameters", r"(?:activat(?:es|ing)|of which|with|and)\s+{ABOUT}(?P<v>{BIG})(?: parameters)?(?: (?:are|being|is))? (?:activated|active|per token|for each token|per forward)", between=_PARAMS),
    _rule("active_parameters", r"(?P<v>{BIG})(?: param\w*)? (?:(?:of (?:which|them|these) )?(?:are|is|being|were|get) )(?:only )?(?:activ\w+|used (?:per|for each))", between=_PARAMS),
    _rule("active_parameters", r"activat(?:es|ing|ed)\s+{ABOUT}(?P<v>{BIG})\b", between=_PARAMS),
    _rule("active_parameters", r"activat\w* (?:only )?(?P<v>{BIG})(?: (?:of|out of|from|parameters))+ (?:a |its |the )?(?:total )?(?:of )?{BIG}", between=_PARAMS),
    _rule("total_parameters", r"activat\w* (?:only )?{BIG}(?: (?:of|out of|from|parameters))+ (?:a |its |the )?(?:total )?(?:of )?(?P<v>{BIG})", between=_PARAMS),
    _rule("total_parameters", r"(?<![\w.])\d+(?:\.\d+)?B ?/ ?(?P<v>\d+(?:\.\d+)?B)[- ]param", between=_PARAMS),
    _rule("active_parameters", r"(?P<v>{BIG}) ?/ ?\d+(?:\.\d+)?B[- ]param", between=_PARAMS),
    _rule("total_parameters", rf"\b(?:in|sizes|variants|scales|versions)(?: of|:| \(| -| —)? {listed(BIG)}(?:,? (?:parameter )?(?:sizes|variants|versions|scales)|(?<=[BM])[,.)])", between=_PARAMS, each=BIG, never=r"billion tokens|compar"),
    _rule("total_parameters", rf"\b(?:sizes|variants|scales|versions|counts|checkpoints) ?\((?P<v>{BIG}(?:,? (?:and )?{BIG})+)\)", between=_PARAMS, each=BIG),
    counted("total_parameters", rf"{_KINDS}param(?!eters? (?:are |being )?(?:activ|per token))(?!eters? (?:of which|\({BIG} (?:in )?total))", BIG, _PARAMS, not_after=rf"activat\w*\s+(?:only |about |just )*$|{_UNDER}", never=r"attention parameters|embedding parameters|vision (?:encoder|tower)|\bencoder of\b|adapter|[<>] ?~?\d|at \W?small\W? scale|scale of|\bspanning|ranging from|\bfrom \d+B to" + _CAN),
    _rule("total_parameters", r"(?P<v>{BIG})[- ](?:total )?param(?:eter)?s?,? (?:of which|with)", between=_PARAMS, not_after=_UNDER, never=_CAN[1:]),
    named("total_parameters", rf"(?<!active )(?<!activated )(?<!activation )(?:parameters in total|model size|param\w* count|{_SIZE})", BIG, _PARAMS, is_list=False, not_after=_UNDER, never=r"compar|embedding param|attention param|scaling law" + _CAN),
    _rule("total_parameters", r"\((?:with )?{ABOUT}(?P<v>{BIG}) (?:parameters )?(?:in )?total\)", between=_PARAMS),
    _rule("active_parameters", r"(?P<v>{BIG})[- ]param(?:eter)?s? \((?:with |out of )?{ABOUT}{BIG} (?:parameters )?(?:in )?total\)", between=_PARAMS),
    _rule("total_parameters", r"\bour (?:\w+ )?(?P<v>{BIG})(?: \w+)? model\b", between=_PARAMS),
    _rule("total_parameters", r"(?P<v>{BIG}) total(?=,? (?:and|with)|[,)/])", between=_PARAMS, needs=r"param|activ", never=r"tokens"),
    # --- shape --------------------------------------------------------------------------------------
    named("n_layers", rf"(?:number|count) of {_DEEP}layers|layer count|n_?layers?\b|(?:network|model) depth|\bdepth", INT, _LAYERS, never=_PIECE),
    counted("n_layers", rf"{_DEEP}(?:layers\b(?! (?:of|for|alone|each|apart))|layer (?:model|transformer|network|decoder|architecture|LLM)\b)", INT, (8, 400), not_after=_UNDER, never=r"\bfirst \w+ layers alone|offload|\be\.g\.,|" + _PIECE),
    named("hidden_size", _WIDE, INT, _WIDTH, never=_PIECE + r"|\b(?:each|every|per|an?|single) (?:\w+ )?expert\b|\bsize \d[\d,]* hidden"),
    counted("hidden_size", r"hidden (?:size|dim\w*|units)", INT, _WIDTH, never=_PIECE + r"|vocab\w*\.? size [\d,]+ hidden|size [\d,]+ hidden"),
    counted("n_kv_heads", r"(?:key[-/ ]?(?:and[- ])?value|KV|K/V) (?:attention )?(?:heads|groups)", INT, (1, 256)),
    _rule("n_kv_heads", r"(?P<v>{INT}) (?:heads|groups) for (?:the )?(?:keys?|KV)\b", between=(1, 256)),
    named("n_kv_heads", r"(?:number of )?(?:key[-/ ]?(?:and )?value|KV) heads|(?:number of )?(?:query|GQA|KV) groups|n_?kv_?heads", INT, (1, 256)),
    counted("n_attention_heads", r"(?:(?:attention|query|Q|parallel|self-attention) )+heads", INT, _HEADS, never=r"indexer|" + _PIECE),
    _rule("n_attention_heads", r"(?P<v>{INT}) heads(?: for (?:the )?quer\w+|,? (?:each )?(?:with|having|of) (?:an? )?(?:head )?dim\w*|(?:,| and) (?:with )?(?:an? |the )?head (?:dim\w*|size))", between=_HEADS, never=r"\bindexer\b|" + _PIECE),
    named("n_attention_heads", r"number of (?:(?:attention|query) )?heads|(?:attention|query) heads|n_?heads?\b", INT, _HEADS, never=_PIECE),
    # --- vocabulary ---------------------------------------------------------------------------------
    named("vocab_size", r"vocab(?:ulary)?(?: of the (?:tokeni[sz]er|model))?(?: size)?(?: of [A-Z]\S+)?", COUNT, _VOCAB, is_list=False, not_after=r"\b(?:from|with|by) (?:\w+ )?$", never=r"(?:expand|extend|augment|enlarg|part|add)\w*[^.]{0,30}vocab\w* (?:with|by)|vocab\w* part|\beach of\b[^.]*\btokeni|\b(?:merged|intermediate|auxiliary|separate) "),
    _rule("vocab_size", r"vocab\w*(?: size)?[^.;\d]{0,50}\bfrom {COUNT}[^.;\d]{0,40} to (?:a total of )?(?P<v>{COUNT})", between=_VOCAB),
    _rule("vocab_size", r"(?P<v>{COUNT})[- ](?:(?:token|entry|word|regular|sub-?word)[- ])*vocab", between=_VOCAB),
    _rule("vocab_size", r"vocab\w*(?: size)? (?:with|containing|that (?:has|contains)|which (?:has|contains)|has|contains|includes|having) {ABOUT}(?P<v>{COUNT})", between=_VOCAB, never=r"vocab\w* with \S+ (?:frequent|additional|new|extra)"),
    _rule("vocab_size", r"tokeni[sz]er[^.]{0,40} (?:with|of|has|having|containing) (?:a total of )?(?P<v>{COUNT}) (?:entries|tokens|types|merges|sub-?words)", between=_VOCAB, never=r"\bpart of|trained on|added"),
    # --- experts ------------------------------------------------------------------------------------
    _rule("n_experts_shared", rf"(?P<v>{_SOME}) (?:always[- ]active |always[- ]on )?shared experts?", between=(1, 32)),
    _rule("n_experts_shared", rf"(?P<v>{_SOME}) shared (?:and|\+|plus) {_SOME} {_EXPERT}experts", between=(1, 32)),
    _rule("n_experts_shared", r"\b(?:no|without(?: any)?|exclud\w+|remov\w+|omit\w*|(?:not|never) (?:use|have|include|employ|contain)\w*(?: any)?) shared experts?\b", says="0"),
    _rule("n_experts_routed", rf"(?P<v>{INT}) (?:{_EXPERT[3:-2]})+experts(?! (?:are |being |is |will be )?activ)".replace("total|", ""), between=_ROUTED, not_after=r"(?:activat\w*|select\w*|choos\w*|top-?|only|first) ?$", never=r"\d+ out of \d+ routed experts[^.]*half|" + _ELSEWHERE),
    _rule("n_experts_routed", rf"{_SOME} (?:(?:{_EXPERT})experts )?(?:are |being |is )?(?:activ\w+ |selected |chosen )?(?:experts )?(?:(?:per|for each|for every) token )?(?:out )?(?:of|from|among|/) (?:the |its |all |a total of |a pool of )*(?P<v>{INT})(?: {_EXPERT}experts|(?=[ ,.;)]|$))", between=_ROUTED, needs=r"expert", never=r"half|" + _ELSEWHERE),
    _rule("n_experts_active", rf"(?<!of )(?P<v>{_SOME}) (?:(?:{_EXPERT})experts )?(?:are |being |is )?(?:activ\w+ |selected |chosen )?(?:experts )?(?:(?:per|for each|for every) token )?(?:out )?(?:of|from|among) (?:the |its |all |a total of |a pool of )*{INT} {_EXPERT}experts", between=_ACTIVE, needs=_RUNS, never=_ELSEWHERE),
    _rule("n_experts_routed", rf"(?:\bout of |top-?\d+ (?:out )?(?:of|from|among) )(?:the |its |all |a total of )*(?P<v>{INT}) {_EXPERT}experts", between=_ROUTED, never=_ELSEWHERE),
    _rule("n_experts_active", rf"\btop-?(?P<v>\d+) (?:out )?(?:of|from|among) (?:the |its |all |a total of )*{INT} {_EXPERT}experts", between=_ACTIVE, never=_ELSEWHERE),
    _rule("n_experts_active", rf"(?P<v>{_SOME}) (?:active|activated|selected) {_EXPERT}experts", between=_ACTIVE, never=_ELSEWHERE),
    _rule("n_experts_active", rf"(?<!of )(?<!of the )(?P<v>{_SOME}) {_EXPERT}experts (?:will be |are |being |is |get )?(?:\w+ly )?(?:activated|selected|active|chosen|used per|per token|for each token)", between=_ACTIVE, never=_ELSEWHERE),
    _rule("n_experts_active", rf"(?:activat(?:es|ing|ed)|select(?:s|ing|ed)?|choos(?:es|ing)|chose|picks?|rout\w+ (?:each |every |the )?(?:input )?(?:token|it)s? to|routed to|uses) {{ABOUT}}(?:the )?(?:top[- ]?)?(?P<v>{_SOME})(?: {_EXPERT}experts(?! (?:out )?of)|(?= of (?:them|these)| per token| for each|[.,;)]| experts|$))", between=_ACTIVE, needs=r"expert", never=_SAMPLING + "|" + _ELSEWHERE),
    named("n_experts_active", rf"number of (?:activated|active|selected) {_EXPERT}experts|top-?k|activated experts", INT, _ACTIVE, needs=r"expert|MoE|rout", never=_SAMPLING),
    _rule("n_experts_active", r"top-(?P<v>\d+) (?:[\w-]+ )?(?:experts?|routing|router|gating|gate|selection)\b", between=_ACTIVE, needs=r"expert|MoE", never=_SAMPLING),
    _rule("n_experts_active", rf"experts[^.\d]{{0,30}}(?:with|,|and|of which) (?:only )?(?P<v>{_SOME})(?: experts)? (?:of (?:which|them) )?(?:are |being |is )?(?:activ|selected|chosen|used)", between=_ACTIVE, never=_ELSEWHERE),
    _rule("n_experts_routed", rf"(?P<v>{INT}) (?:total )?experts\b(?! (?:are |being |is |will be )?(?:activ|selected|chosen|per token)| out of| of (?:the|\d))", between=(8, 4096), needs=rf"{_RUNS}|\bMoE\b|mixture|parameters", not_after=r"(?:activat\w*|select\w*|choos\w*|chose|top-?|pick\w*|rout\w+ to|only|first|uses|of|of the|the) ?$", never=_ELSEWHERE),
    # --- the width of an expert ---------------------------------------------------------------------
    named("expert_hidden", r"(?:intermediate|hidden|FFN)(?: hidden)? (?:dimension|size|width)s?(?: of| for| in) (?:each|an|every|the|a single)(?: \w+)? expert\w*|expert\w* (?:intermediate |hidden |FFN )+(?:dimension|size|width)", INT, (64, 65536)),
    _rule("expert_hidden", r"(?:intermediate|hidden|FFN)(?: hidden)? (?:dimension|size|width) of (?P<v>{INT}) (?:for|in|per) (?:each |every |the |a single )?(?:\w+ )?expert", between=(64, 65536)),
    _rule("expert_hidden", r"\b(?:each|every|an|single|per) expert\b[^.;\d]{0,30}(?:intermediate|hidden|FFN)(?: hidden)? (?:dimension|size|width)(?: of| is| =|:) (?P<v>{INT})", between=(64, 65536)),
)  # fmt: skip
