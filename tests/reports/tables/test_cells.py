"""Tables of drawn pages: layouts that reports have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mainstem.reports.document import Leaf
from mainstem.reports.subject.names import Names
from mainstem.reports.tables.cells import state
from mainstem.reports.tables.grids import grids

Said = Callable[..., set[tuple[str, str, object]]]


@pytest.fixture
def said(drawn: Callable[[str], Leaf]) -> Said:
    """What the tables of a drawn page say of Brook: its variant, a field and a value."""

    def _said(page: str, edge: float = 0.0) -> set[tuple[str, str, object]]:
        leaf = drawn(page)
        words = tuple(sorted(leaf.words, key=lambda word: word.x0 >= edge))  # column by column
        told = [one for grid in grids(replace(leaf, words=words)) for one in state(grid, Names("Brook"))]
        return {(one.owner.name, one.field, one.normalised) for one in told if one.owner.is_subject}

    return _said


def test_columns_of_sizes_and_a_value_for_all_of_them(said: Said) -> None:
    """A value that stands alone below several variants is the family's."""
    found = said("""
                        8B            65B           410B
Layers                  30            78            122
Model Dimension         4,096         8,192         16,384
FFN Dimension           14,000        28,000        53,000
Key/Value Heads         8             8             16
Peak Learning Rate      3 × 10-4      1.5 × 10-4    8 × 10-5
Activation Function                   SwiGLU
Vocabulary Size                       130,000

Table 3: Key hyperparameters.
""")
    expected = {
        ("Brook 8B", "n_layers", 30),
        ("Brook 410B", "hidden_size", 16384),
        ("Brook 410B", "n_kv_heads", 16),
        ("Brook 65B", "learning_rate_peak", 1.5e-4),
        ("Brook", "vocab_size", 130000),
    }
    assert expected <= found
    assert not any(value == 14000 for _, _, value in found)


def test_a_long_header_is_no_prose(said: Said) -> None:
    """Labels with small words head a table; its caption above ends where it begins."""
    found = said("""
Table 1: Sizes and settings of the models.
Model         # of Layers   # of Heads   dmodel   # of Parameters (in billions)   Batch Size
Brook 8B      30            16           4096     8.41                            256 → 512
Brook 60B     60            32           8192     60.90                           1024
""")
    expected = {
        ("Brook 8B", "n_layers", 30),
        ("Brook 8B", "n_attention_heads", 16),
        ("Brook 8B", "total_parameters", 8_410_000_000),
        ("Brook 8B", "batch_size", 256),
        ("Brook 8B", "batch_size", 512),
        ("Brook 60B", "hidden_size", 8192),
    }
    assert expected <= found


def test_a_header_may_stand_on_several_lines(said: Said) -> None:
    """Each of its words belongs to the column below it; units scale what stands there."""
    found = said("""
                       Hidden    Sequence    Params    Tokens
Model        Layers    Size      Length      (B)       (T)
Brook-102    84        8192      4096        102.6     1.5
Brook-51     42        6144      4096        51.8      1.5

Table 8 Details of the models.
""")
    expected = {
        ("Brook-102", "n_layers", 84),
        ("Brook-102", "hidden_size", 8192),
        ("Brook-51", "context_length_pretrain", 4096),
        ("Brook-102", "total_parameters", 102_600_000_000),
        ("Brook-51", "training_tokens", 1_500_000_000_000),
    }
    assert expected <= found


def test_sizes_may_stand_in_the_first_row(said: Said) -> None:
    """A row of nothing but sizes names the columns; the FFN of a mixture is its experts'."""
    found = said("""
Configuration          0.6B       7B         56B-A13B
# Query Heads          14         28         28
# KV Heads             2          4          4
Intermediate Size      4,800      18,900     2,500
# Routed Experts       -          -          60
# Activated Experts    -          -          4
# Trained Tokens       12T        7T         4.5T

Table 1: Architecture of the dense and MoE models.
""")
    expected = {
        ("Brook 7B", "n_attention_heads", 28),
        ("Brook 56B-A13B", "n_kv_heads", 4),
        ("Brook 56B-A13B", "expert_hidden", 2500),
        ("Brook 56B-A13B", "n_experts_routed", 60),
        ("Brook 0.6B", "training_tokens", 12_000_000_000_000),
    }
    assert expected <= found
    assert ("Brook 7B", "expert_hidden", 18900) not in found


def test_only_the_column_of_the_subject_is_its_own(said: Said) -> None:
    """The rival's column is the rival's, the column of differences nobody's."""
    found = said("""
                           DeepSeek-V3    Brook      Δ
#Layers                    61             59         ↓ 3%
Total Parameters           671B           1.02T      ↑ 52%
Experts (total)            256            380        ↑ 48%
Experts Active per Token   8              7          ↓ 12%

Table 2: Brook beside DeepSeek-V3
""")
    expected = {
        ("Brook", "n_layers", 59),
        ("Brook", "total_parameters", 1_020_000_000_000),
        ("Brook", "n_experts_routed", 380),
        ("Brook", "n_experts_active", 7),
    }
    assert expected == found


def test_pairs_of_label_and_value_may_stand_side_by_side(said: Said) -> None:
    """A data sheet of four columns: all experts, and those that are chosen."""
    found = said("""
Num. Layers        50       Vocab. Size      64,000
Hidden Dim.        4,600    FFN Dim.         12,200
Num. Experts       16       Top-k            2

Table 2: Details on Brook architecture.
""")
    expected = {
        ("Brook", "n_layers", 50),
        ("Brook", "vocab_size", 64000),
        ("Brook", "hidden_size", 4600),
        ("Brook", "expert_hidden", 12200),
        ("Brook", "n_experts_routed", 16),
        ("Brook", "n_experts_active", 2),
    }
    assert expected == found


def test_a_head_may_stand_over_two_columns(said: Said) -> None:
    """Each of both has it before its own; a wrapped head beside it stays with its column."""
    found = said("""
                 # Params         Context
Model         Total     Active     Length     Tokens
Brook-A       57B       14B        32K        4.5T
Brook-B       157B      24B        64K        8.5T

Table 1: Models
""")
    expected = {
        ("Brook-A", "total_parameters", 57_000_000_000),
        ("Brook-A", "active_parameters", 14_000_000_000),
        ("Brook-B", "active_parameters", 24_000_000_000),
        ("Brook-A", "context_length_final", 32768),
        ("Brook-B", "training_tokens", 8_500_000_000_000),
    }
    assert expected <= found


def test_what_stands_under_a_rival_is_not_ours(said: Said) -> None:
    """Sizes and kinds below another model's name are its own; below "Ours" they are the subject's."""
    found = said("""
             LLaMA 2                Ours
               7B        70B        7B         70B
Layers         32         80        31         79

Table 1: Models
""")
    assert found
    assert not {value for _, _, value in found} & {32, 80}
    assert ("Brook 7B", "n_layers", 31) in found


def test_columns_may_be_stages(said: Said) -> None:
    """Each stage's rate, batch and tokens are told; the context of the first and the last."""
    found = said("""
                     Stage 1      Stage 2      Stage 3
Max Seq. Len.        4096         32768        131072
Learning rate        3e-4         1e-4         1e-5
Global batch size    4M           8M           8M
Tokens               14T          1T           90B

Table 5: Training recipe of Brook.
""")
    rates = {value for _, field, value in found if field == "learning_rate_peak"}
    lengths = {value for _, field, value in found if field.startswith("context")}
    assert ({3e-4, 1e-4, 1e-5}, {4096, 131072}) == (rates, lengths)
    assert ("Brook", "training_tokens", 90_000_000_000) in found


def test_rows_may_be_stages(said: Said) -> None:
    """Under "Stage" every row is the subject's, also one that goes on with the last; tuning tells no context."""
    found = said("""
Stage                   Sequence Length    # Tokens
Stable Training         4K                 310.5B
Long Decay              32K                102.5B
                        512K               50.5B
Supervised Tuning SFT   8K                 20.5B

Table 1: Overview of the whole training of Brook.
""")
    expected = {
        ("Brook", "context_length_pretrain", 4096),
        ("Brook", "context_length_final", 524288),
        ("Brook", "training_tokens", 310_500_000_000),
        ("Brook", "training_tokens", 102_500_000_000),
        ("Brook", "training_tokens", 50_500_000_000),
        ("Brook", "training_tokens", 20_500_000_000),
    }
    assert expected == found


def test_costs_by_stage_and_in_all(said: Said) -> None:
    """The column of the sum beside stages is the subject's too."""
    found = said("""
Training Costs         Pre-Training   Context Extension   Post-Training   Total
in H800 GPU Hours      2600K          110K                6K              2716K
in USD                 $5.2M          $0.22M              $0.012M         $5.432M

Table 1: Training costs of Brook.
""")
    assert {("Brook", "gpu_hours", 2_716_000), ("Brook", "cost_usd", 5_432_000)} <= found


def test_a_sheet_of_settings_tells_words_too(said: Said) -> None:
    """Optimiser and precision have their one spelling; other settings are left."""
    found = said("""
Hyperparameter              Value
Peak learning rate          2.0e-4
Minimum learning rate       2.0e-5
Sequence length             4,096 tokens
Global batch size           4,096 sequences
Optimizer                   AdamW
Precision                   bfloat16
Weight decay                0.1

Table 6: Pre-training hyperparameters.
""")
    expected = {
        ("Brook", "learning_rate_peak", 2e-4),
        ("Brook", "context_length_pretrain", 4096),
        ("Brook", "batch_size", 4096),
        ("Brook", "optimizer", "AdamW"),
        ("Brook", "precision", "BF16"),
    }
    assert expected == found


def test_a_sheet_may_begin_and_end_with_words_and_have_comments(said: Said) -> None:
    """Rows of words at the edges are rows; what a third column remarks is no value."""
    found = said("""
Hyperparameter       Value        Comment
Optimizer            AdamW        with decay
Max learning rate    6e-4         4B tokens of warm-up
Batch size           1152         100B tokens of ramp-up
d_model              4544
Tensor parallel      8
Precision            bfloat16
""")
    expected = {
        ("Brook", "optimizer", "AdamW"),
        ("Brook", "learning_rate_peak", 6e-4),
        ("Brook", "batch_size", 1152),
        ("Brook", "hidden_size", 4544),
        ("Brook", "parallelism", "TP=8"),
        ("Brook", "precision", "BF16"),
    }
    assert expected == found


def test_what_a_measurement_was_set_to_is_no_recipe(said: Said) -> None:
    """A table of throughput tells the throughput, not the batch of training."""
    found = said("""
Batch Size    Input Length    Throughput (tokens/s)
1             2048            190.8
32            2048            1981.9

Table 7: Throughput of Brook
""")
    assert {("Brook", "mfu_or_throughput", 190.8), ("Brook", "mfu_or_throughput", 1981.9)} == found


def test_a_piece_of_a_model_has_numbers_of_its_own(said: Said) -> None:
    """Rows under the name of a module are not the model's."""
    found = said("""
Configuration               Value
Layers (Total/SWA/GA)       48/40/8
Experts (Total/Activated)   250/6
MTP Block
# Parameters                0.31B

Table 1 Configuration of Brook.
""")
    assert {
        ("Brook", "n_layers", 48),
        ("Brook", "n_experts_routed", 250),
        ("Brook", "n_experts_active", 6),
    } == found


def test_a_chart_beside_a_table_stays_out_of_its_rows(drawn: Callable[[str], Leaf]) -> None:
    """What was written elsewhere and stands behind a row, such as the numbers of an axis, is no cell of it."""
    leaf = drawn("""
Num. Layers       52             2.4
Hidden Dim.       4,608          2.2
Vocab. Size       65,000         2.0

Table 2: Details of Brook. Figure 1: Loss of other models.
""")
    axis = {word.text for word in leaf.words} & {"2.4", "2.2", "2.0"}
    words = [
        replace(word, start=word.start + 1000, end=word.end + 1000) if word.text in axis else word
        for word in leaf.words
    ]
    found = [grid for grid in grids(replace(leaf, words=tuple(words))) if len(grid.rows) == 3]
    assert ["Num. Layers 52", "Hidden Dim. 4,608", "Vocab. Size 65,000"] == [
        row.text for row in found[0].rows
    ]


def test_a_second_column_is_read_apart(said: Said) -> None:
    """A table beside prose, in a page of two columns, keeps its rows."""
    left = [
        "We read the model beside this table with",
        "care since both of its columns stand",
        "close to each other and a line goes on",
    ] * 4
    right = [
        "The notes on this side are about else",
        "and end where the table below begins",
        "which is a sheet of a few labels only",
        "and nothing that would be of interest",
        "to anyone who only looks for numbers",
        "but still has to pass over the words",
        "Num. Layers       52",
        "Hidden Dim.       4,608",
        "Vocab. Size       65,000",
        "Table 2: Details of Brook.",
        "More of the same text follows behind it",
        "so that lines of prose begin at an edge",
        "again and again until the page is full",
        "of them and nobody wants to read on it",
    ]
    page = [f"{a:<46}{b}" for a, b in zip([*left, *left[:2]], right, strict=True)]
    found = said("\n".join(page), edge=46 * 5.0)
    assert {
        ("Brook", "n_layers", 52),
        ("Brook", "hidden_size", 4608),
        ("Brook", "vocab_size", 65000),
    } == found
