"""The sentences for what the server refuses, by code and reason (the codes: resources/sql/code/05_refusals.sql).

``{action}``, ``{state}``, ``{size}``, ``{limit}``, ``{times}``, ``{departments}``, ``{code}`` and ``{message}`` stand
for what the refusal says of itself; ``failure_words`` fills them.
"""

from __future__ import annotations

from qtpy.QtCore import QT_TRANSLATE_NOOP

# The sentence of a code for every reason that has none of its own here.
ELSE = ""

# Code → reason → sentence.
SENTENCES = {
    "GR002": {
        ELSE: QT_TRANSLATE_NOOP("words", "“{action}” is not possible while the case is “{state}”."),
    },
    "GR003": {
        "own_work": QT_TRANSLATE_NOOP("words", "Who handled a case may not verify or close it; somebody else has to."),
        "other_department": QT_TRANSLATE_NOOP("words", "The case lies with another department now."),
        "own_request": QT_TRANSLATE_NOOP("words", "Your own department asked for it; somebody else has to decide."),
        "same_person": QT_TRANSLATE_NOOP("words", "Two people decide about more time; the first approval was yours."),
        "no_part": QT_TRANSLATE_NOOP(
            "words", "Your department has no such part in this case, or has answered already."),
        "other_level": QT_TRANSLATE_NOOP("words", "The level at which the case is gives the receipt and the answer."),
        "not_street": QT_TRANSLATE_NOOP("words", "A street whistles for cases that lie in it."),
        "not_asked": QT_TRANSLATE_NOOP("words", "Somebody else was asked to confirm this case."),
        ELSE: QT_TRANSLATE_NOOP("words", "Your duties do not include “{action}”. Ask the duty chief."),
    },
    "GR004": {
        "critical": QT_TRANSLATE_NOOP("words", "A critical alarm is acknowledged, never shelved."),
        "shelved_often": QT_TRANSLATE_NOOP(
            "words", "This alarm was shelved {times} times already; it stays until its cause is gone."),
    },
    "GR005": {
        "task": QT_TRANSLATE_NOOP("words", "No task with this code. Look at the code again."),
        ELSE: QT_TRANSLATE_NOOP("words", "Not found, or not in your area or department."),
    },
    "GR006": {
        ELSE: QT_TRANSLATE_NOOP(
            "words", "This request was already used for something else. Open the case again and repeat."),
    },
    "GR007": {
        ELSE: QT_TRANSLATE_NOOP("words", "This account is not active. Ask the administrator."),
    },
    "GR008": {
        ELSE: QT_TRANSLATE_NOOP(
            "words", "The department has already opened the case; it can only be returned by them."),
    },
    "GR011": {
        ELSE: QT_TRANSLATE_NOOP("words", "The file is {size}; at most {limit} can be attached."),
    },
    "GR012": {
        ELSE: QT_TRANSLATE_NOOP("words", "This file is already attached to the case."),
    },
    "GR013": {
        "overdue": QT_TRANSLATE_NOOP("words", "More time must be asked for before the case is overdue."),
        "enough": QT_TRANSLATE_NOOP("words", "The case was extended twice already."),
        "pending": QT_TRANSLATE_NOOP("words", "A request for more time waits already."),
        ELSE: QT_TRANSLATE_NOOP("words", "There is no such request to decide any more."),
        "not_approved": QT_TRANSLATE_NOOP("words", "The dispatcher has not approved the request yet."),
        "approved": QT_TRANSLATE_NOOP("words", "The request has its first approval already."),
    },
    "GR014": {
        "in_time": QT_TRANSLATE_NOOP("words", "The case was handled in time; there is nothing to appeal against."),
        "enough": QT_TRANSLATE_NOOP("words", "A case is appealed for once, and this one was."),
        ELSE: QT_TRANSLATE_NOOP("words", "There is no such appeal to decide any more."),
        "not_approved": QT_TRANSLATE_NOOP("words", "The dispatcher has not passed the appeal on yet."),
        "approved": QT_TRANSLATE_NOOP("words", "The appeal has been passed on already."),
    },
    "GR015": {
        ELSE: QT_TRANSLATE_NOOP(
            "words", "Rules or open cases have changed since this was shown. Nothing was changed; look at the "
                     "effect again."),
        "unseen": QT_TRANSLATE_NOOP(
            "words", "Somebody else changed this meanwhile. Nothing was recorded; your changes now stand beside what "
                     "holds."),
    },
    "GR024": {
        ELSE: QT_TRANSLATE_NOOP(
            "words", "Other reports are part of this case. Take them out first, or merge the other case into this"
                     " one."),
        "order": QT_TRANSLATE_NOOP(
            "words", "A supervision order stands on this case; the duty chief has to resolve it first."),
    },
    "GR030": {
        "future": QT_TRANSLATE_NOOP("words", "That day has not come yet; a sheet is issued for a day that has begun."),
    },
    "GR031": {
        "not_dispatched": QT_TRANSLATE_NOOP(
            "words", "The case lies with no department: there is no dispatch slip to print."),
        ELSE: QT_TRANSLATE_NOOP("words", "There is no such paper of this case."),
    },
    "GR040": {
        ELSE: QT_TRANSLATE_NOOP(
            "words", "Not done yet: the part of {departments}. The dispatcher can change who assists."),
    },
    "GR041": {
        ELSE: QT_TRANSLATE_NOOP("words", "The level has not received the case yet: write the receipt first."),
        "received": QT_TRANSLATE_NOOP("words", "The level has received the case already."),
    },
}

# The sentence of a whole family of codes, by how they begin, where the code has none for the reason.
FAMILIES = {
    "GR02": QT_TRANSLATE_NOOP("words", "The import was refused: {message}"),
    "GR03": QT_TRANSLATE_NOOP("words", "The sheet cannot be issued: {message}"),
}

# For a code that a newer server knows and this program does not.
UNKNOWN = QT_TRANSLATE_NOOP("words", "The server refused ({code}): {message}")

# What is wrong with a value; the label of the value stands before it.
WRONG = {
    "empty": QT_TRANSLATE_NOOP("words", "is missing"),
    "missing": QT_TRANSLATE_NOOP("words", "is missing"),
    "too_short": QT_TRANSLATE_NOOP("words", "is too short, at least two characters"),
    "too_long": QT_TRANSLATE_NOOP("words", "is too long"),
    "out_of_range": QT_TRANSLATE_NOOP("words", "lies outside what is possible"),
    "unknown": QT_TRANSLATE_NOOP("words", "is not known here"),
    "inactive": QT_TRANSLATE_NOOP("words", "is no longer in use"),
    "control_characters": QT_TRANSLATE_NOOP("words", "contains characters that cannot be kept"),
    "malformed": QT_TRANSLATE_NOOP("words", "cannot be read"),
    "exists": QT_TRANSLATE_NOOP("words", "exists already"),
    "future": QT_TRANSLATE_NOOP("words", "lies in the future"),
    "registered": QT_TRANSLATE_NOOP("words", "follows from the filing condition once the case is registered"),
    "nobody": QT_TRANSLATE_NOOP("words", "is not possible, no department has the case"),
    "appealed": QT_TRANSLATE_NOOP("words", "was appealed against already"),
    "not_appealed": QT_TRANSLATE_NOOP("words", "has no appeal to decide"),
    "always": QT_TRANSLATE_NOOP("words", "must include the open cases, this rule holds for them too"),
    "not_waiting": QT_TRANSLATE_NOOP("words", "waits for no reply"),
    "itself": QT_TRANSLATE_NOOP("words", "is this case itself"),
    "ended": QT_TRANSLATE_NOOP("words", "has ended already"),
    "merged": QT_TRANSLATE_NOOP("words", "is part of another case itself"),
    "changed": QT_TRANSLATE_NOOP("words", "was changed meanwhile"),
    "same": QT_TRANSLATE_NOOP("words", "is the one that has the case"),
    "not_next": QT_TRANSLATE_NOOP("words", "is not the next one up"),
    "mistyped": QT_TRANSLATE_NOOP("words", "is mistyped, its last letter does not fit"),
    "ambiguous": QT_TRANSLATE_NOOP("words", "is not clear, the words can mean two things"),
    "far_away": QT_TRANSLATE_NOOP("words", "lies far from the district"),
    "emergency": QT_TRANSLATE_NOOP("words", "stays urgent: the case is an emergency"),
    "dispatched": QT_TRANSLATE_NOOP("words", "cannot be this any more, the case was dispatched"),
    "not_reached": QT_TRANSLATE_NOOP("words", "and was not reached: then there are no answers"),
    "past": QT_TRANSLATE_NOOP("words", "lies in the past"),
}

# Acts that are no move of a case, by the name that a refusal gives them.
ACTS = {
    "share_view": QT_TRANSLATE_NOOP("words", "keep views for everybody"),
    "save_view": QT_TRANSLATE_NOOP("words", "save the view"),
    "disclose": QT_TRANSLATE_NOOP("words", "show the reporter in clear"),
    "issue_sheet": QT_TRANSLATE_NOOP("words", "issue the dispatch sheet"),
    "verify_history": QT_TRANSLATE_NOOP("words", "check the history"),
}
