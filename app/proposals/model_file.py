"""A learned model in a file: numbers and short runs of characters, no code and no whole texts, with a checksum."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

from app.domain.failures import Failure
from app.proposals.character_runs import RunWeights
from app.proposals.class_model import ClassModel, Measured

SIGN = b"gridroom class model 1\n"
LARGEST = 512 * 1024 * 1024  # bytes


class NoModel(Failure):
    """There is no such file, or it is none of ours, or damaged."""


def save_model(model: ClassModel, path: Path) -> None:
    """Write the model, whole or not at all. Raises OSError."""
    box = io.BytesIO()
    measured = model.measured
    np.savez_compressed(
        box, labels=np.array(model.labels), runs=np.array(model.runs.runs), rarity=model.runs.rarity,
        speaks=model.speaks, base=model.base, sharpness=np.array(model.sharpness),
        measured=np.array([measured.texts, measured.first, measured.among_three]),
    )
    data = box.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(SIGN + hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    beside.replace(path)


def load_model(path: Path) -> ClassModel:
    """The model as it was saved. Raises NoModel that says what is wrong with the file."""
    try:
        with path.open("rb") as stream:
            sign, sum_, data = stream.readline(100), stream.readline(100).strip(), stream.read(LARGEST)
    except FileNotFoundError:
        raise NoModel(f"nothing has been learned yet: there is no {path}") from None
    except OSError as error:
        raise NoModel(f"{path} cannot be read: {error.strerror}") from error
    if sign != SIGN or hashlib.sha256(data).hexdigest().encode() != sum_:
        raise NoModel(f"{path} is damaged or was not written by this program: learn again")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            texts, first, among_three = kept["measured"].tolist()
            return ClassModel([str(label) for label in kept["labels"]],
                              RunWeights([str(run) for run in kept["runs"]], kept["rarity"]), kept["speaks"],
                              kept["base"], float(kept["sharpness"]), Measured(int(texts), first, among_three))
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise NoModel(f"{path} is damaged: learn again ({error})") from error
