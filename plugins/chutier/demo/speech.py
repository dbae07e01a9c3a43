"""Something that sounds like people talking: voiced syllables through formants, consonants of noise, pauses, a clap."""

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
Sound = NDArray[np.float64]

_VOWELS = ((700, 1220, 2600), (390, 2300, 3000), (300, 870, 2240), (530, 1850, 2500), (570, 840, 2410))
"""First three formants of a, é, ou, è, o (Peterson and Barney's order of magnitude), in hertz."""


def speech(seconds: float, *, voices: int, rng: np.random.Generator) -> Sound:
    """People talking for `seconds`, between -1 and 1."""
    out = np.zeros(int(seconds * SAMPLE_RATE))
    pitches = [(110, 205, 165, 130)[voice % 4] * rng.uniform(0.92, 1.08) for voice in range(voices)]
    at, voice = 0.3, 0
    while at < seconds - 0.5:
        for _syllable in range(int(rng.integers(3, 9))):
            length = rng.uniform(0.09, 0.24)
            _add(out, at, 0.5 * _consonant(rng.uniform(0.02, 0.06), rng))
            at += rng.uniform(0.02, 0.05)
            _add(out, at, _syllable_of(length, pitches[voice], rng))
            at += length * 0.9
        at += rng.uniform(0.15, 0.6)
        voice = int(rng.integers(voices))
    peak = float(np.abs(out).max()) or 1.0
    return 0.5 * out / peak


def clap() -> Sound:
    """The sticks: a hard transient and a short ring, where wood sounds, so that far microphones hear it too."""
    time = np.arange(int(0.06 * SAMPLE_RATE)) / SAMPLE_RATE
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(time.size))
    hertz = np.fft.rfftfreq(time.size, 1 / SAMPLE_RATE)
    wood = np.fft.irfft(spectrum * np.exp(-(((hertz - 2200) / 1400) ** 2)), time.size)
    struck = np.exp(-time * 90) * wood
    return np.asarray(0.9 * struck / np.abs(struck).max())


def hushed(talk: Sound, second: float, margin: float = 0.5) -> Sound:
    """`talk`, but nobody says anything around `second`: the sticks are about to meet."""
    out = talk.copy()
    out[max(0, int((second - margin) * SAMPLE_RATE)) : int((second + margin) * SAMPLE_RATE)] *= 0.02
    return out


def mixed(base: Sound, extra: Sound, second: float) -> Sound:
    """`base` with `extra` added from `second` on."""
    out = base.copy()
    _add(out, second, extra)
    return np.clip(out, -1, 1)


def scratch(clean: Sound, *, distance: float, rng: np.random.Generator) -> Sound:
    """What the camera's own microphone hears `distance` metres away: later, duller, with the room and the fan."""
    delay = int(distance / 343 * SAMPLE_RATE)
    heard = np.concatenate([np.zeros(delay), clean])[: clean.size]
    spectrum = np.fft.rfft(heard)
    hertz = np.fft.rfftfreq(heard.size, 1 / SAMPLE_RATE)
    band = 1 / (1 + (120 / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / 5500) ** 4)
    far = np.fft.irfft(spectrum * band, heard.size)
    echo = np.concatenate([np.zeros(int(0.031 * SAMPLE_RATE)), far])[: far.size]
    time = np.arange(far.size) / SAMPLE_RATE
    hum = 0.004 * np.sin(2 * np.pi * 50 * time)
    return np.clip(0.6 * far + 0.25 * echo + hum + 0.006 * rng.standard_normal(far.size), -1, 1)


def _add(out: Sound, second: float, sound: Sound) -> None:
    start = int(second * SAMPLE_RATE)
    room = out[start : start + sound.size]
    room += sound[: room.size]


def _consonant(seconds: float, rng: np.random.Generator) -> Sound:
    size = int(seconds * SAMPLE_RATE)
    noise = np.diff(rng.standard_normal(size + 1))
    return np.asarray(0.25 * noise * np.hanning(size))


def _syllable_of(seconds: float, pitch: float, rng: np.random.Generator) -> Sound:
    """Harmonics of a gliding pitch, each as loud as the vowel's formants let it be."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    glide = pitch * (1 + rng.uniform(-0.08, 0.08) * time / seconds)
    phase = 2 * np.pi * np.cumsum(glide) / SAMPLE_RATE
    formants = np.array(_VOWELS[int(rng.integers(len(_VOWELS)))])
    number = np.arange(1, int(4000 // pitch))
    loud = sum(np.exp(-(((number * pitch - f) / (70 + 0.06 * f)) ** 2)) / (1 + i) for i, f in enumerate(formants))
    voice = (np.asarray(loud) + 0.05 / number) @ np.sin(np.outer(number, phase))
    return np.asarray(voice * np.hanning(time.size) * rng.uniform(0.6, 1.0))
