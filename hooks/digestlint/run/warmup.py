"""Preloading what restoring mojibake needs, before worker processes are forked from this one.

Loading and building the model, the rules, their patterns and the tables of code pages takes 0.2 s,
half as long as restoring a large digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath

from digestlint._runtime.patterns import lazy_pattern
from digestlint._runtime.time_budget import TimeBudget
from digestlint._runtime.tracing.observing import start_of
from digestlint.document.document import open_document
from digestlint.lint.linter import lint
from digestlint.run.task import Task, resolved
from digestlint.text.codec import decode

# Chinese read as a Western code page, in UTF-8: the lead byte of most hanzi (`ä` to `é`), and a
# sign where the next byte was. French has such pairs as well (`é »`), but few.
_MOJIBAKE = lazy_pattern(rb"\xc3[\xa4-\xa9]\xc2[\xa0-\xbf]")
_LOOKED_AT = 1 << 14
_MANY = 64

# With the parts of a digest, and with the characters that most of them have.
_DIGEST = """\
# Paper List

- [25/09] **A Survey of Agents** <https://arxiv.org/abs/2509.00001> [TLDR/Notes](#a-survey)

# TLDR/Notes

## a-survey

### Abstract
We study “agents” - and how they plan.

### 🌟 论文解读 | 智能体如何规划
### 📌 背景痛点/本文动机
现有的大语言模型在复杂推理任务中难以兼顾效率与准确性，缺少对长期记忆、工具调用和多轮规划的统一评估。

### 🚀 核心方法（介绍本文的几个创新点）
💡 创新点1：我们提出了一种新的框架，首先利用检索增强生成获取相关文档，
然后通过强化学习优化策略；该方法不需要人工标注数据，也能与其他方法结合使用。
- **模块化设计**：把感知、决策、执行分开，便于扩展（如“搜索”与“代码”工具）。

### 📈 实验结果
在 5 个基准数据集上的实验表明，本方法的性能显著优于基线，平均提升 3.2 个百分点；
消融实验验证了各个组件的有效性，并且在不同规模的模型上都保持稳定。

### 💬 可借鉴之处
目前仅在英文语料上进行了测试，对于真实世界的噪声、安全性以及可解释性还没有深入分析，今后将继续研究。
"""


def seem_damaged(tasks: Iterable[Task]) -> bool:
    """Whether at least two of the files seem to hold much mojibake, by how they begin."""
    found = (task for task in tasks if _seems_damaged(task))
    return next(found, None) is not None and next(found, None) is not None


def _seems_damaged(task: Task) -> bool:
    try:
        start = start_of(str(task.path), _LOOKED_AT, within=str(task.within or ""))
    except (OSError, ValueError):
        return False  # reported when it is checked
    return len(_MOJIBAKE.findall(start)) >= _MANY


def rehearse(task: Task) -> None:
    """Check a damaged sample of our own, with the settings that ``task`` has for its file.

    Failures are ignored here, since they recur with the file itself.
    """
    from digestlint.encoding import damage  # only for mojibake

    source = decode(damage(_DIGEST, "windows-1254").encode())
    seconds = task.config.table.max_rule_seconds
    with suppress(Exception), TimeBudget(seconds, seconds):
        settings = resolved(task).settings
        lint(open_document(source, PurePath("rehearsal.md"), settings, task.config.schemas))
