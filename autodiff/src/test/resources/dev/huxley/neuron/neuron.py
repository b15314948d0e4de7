"""A stand-in for NEURON's Python module, which computes nothing: it accepts what NEURON accepts.

Variables of segments must be those of the mechanisms in mod/ that are inserted there.
"""

import os
import re


def mechanism(name):
    path = os.path.join("mod", name + ".mod")
    if not os.path.exists(path):
        raise ValueError("argument not a density mechanism name.")
    text = open(path).read()
    neuron = re.search(r"NEURON\s*{(.*?)}", text, re.S).group(1)
    names = re.findall(r"RANGE\s+(\w+(?:\s*,\s*\w+)*)", neuron)
    own = [word for names_ in names for word in re.split(r"\s*,\s*", names_)]
    state = re.search(r"STATE\s*{(.*?)}", text, re.S)
    own += re.findall(r"\w+", state.group(1)) if state else []
    own += re.findall(r"NONSPECIFIC_CURRENT\s+(\w+)", neuron)
    variables = {"%s_%s" % (word, name) for word in own}
    for ion in re.findall(r"USEION\s+(\w+)", neuron):
        variables |= {"e" + ion, ion + "i", ion + "o", "i" + ion}
    return variables


class Segment:
    def __init__(self, section, x):
        self.__dict__.update(section=section, x=x, known={"diam", "cm", "v"})

    def __setattr__(self, name, value):
        if name not in self.known:
            raise AttributeError("a segment has no variable " + name)
        self.__dict__[name] = float(value)

    def __getattr__(self, name):
        if name.startswith("_ref_") and name[5:] in self.known:
            return name
        raise AttributeError("a segment has no variable " + name)


class Section:
    def __init__(self, name):
        self.name, self.points, self.parent, self.L = name, [], None, 100
        self.nseg = 1

    def __setattr__(self, name, value):
        if name not in ("name", "points", "parent", "L", "nseg", "Ra", "segments"):
            raise AttributeError("a section has no " + name)
        self.__dict__[name] = value
        if name == "nseg":
            self.segments = [Segment(self, (i + 0.5) / value) for i in range(value)]

    def pt3dadd(self, x, y, z, diam):
        self.points.append((x, y, z, diam))

    def connect(self, place, end):
        assert end == 0 and self.parent is None
        self.parent = place

    def insert(self, name):
        variables = mechanism(name)
        for segment in self.segments:
            segment.known.update(variables)

    def __iter__(self):
        return iter(self.segments)

    def __call__(self, x):
        return self.segments[min(int(x * self.nseg), self.nseg - 1)]


class Vector:
    def __init__(self, values=()):
        self.values = list(values)

    def record(self, variable):
        h.recorded.append(self)
        return self

    def play(self, variable, times):
        assert len(times.values) == len(self.values)

    def __iter__(self):
        return iter(self.values)


class Clamp:
    _ref_amp = _ref_amp1 = "amp"

    def __init__(self, segment):
        assert isinstance(segment, Segment)


def point_process(name):
    text = open(os.path.join("mod", name + ".mod")).read()
    assert re.search(r"POINT_PROCESS\s+" + name, text)
    names = re.findall(r"RANGE\s+(\w+(?:\s*,\s*\w+)*)", text)
    known = {word for names_ in names for word in re.split(r"\s*,\s*", names_)}
    state = re.search(r"STATE\s*{(.*?)}", text, re.S)
    known |= set(re.findall(r"\w+", state.group(1))) if state else set()

    class Process(Clamp):
        def __setattr__(self, variable, value):
            if variable not in known:
                raise AttributeError("%s has no %s" % (name, variable))

    return Process


class NetCon:
    def __init__(self, source, target, sec=None):
        assert (source is None) == (sec is None)
        self.weight = [0]
        self.source = source

    def event(self, time):
        assert self.source is None and time >= 0 and isinstance(time, (int, float))


class Hoc:
    def __init__(self):
        self.t, self.dt, self.recorded = 0.0, 0.025, []
        self.Section, self.Vector, self.NetCon = Section, Vector, NetCon
        self.IClamp = self.SEClamp = self.ExpSyn = self.Exp2Syn = Clamp
        self._ref_t = "t"
        self.starts = None

    def __getattr__(self, name):
        return point_process(name)

    def setpointer(self, variable, name, process):
        assert variable == "_ref_v" and isinstance(process, Clamp)

    def load_file(self, name):
        assert name == "stdrun.hoc"

    def FInitializeHandler(self, kind, starts):
        assert kind == 1
        self.starts = starts
        return starts

    def CVode(self):
        return self

    def active(self, is_active):
        assert not is_active

    def ion_style(self, name, c, e, einit, eadvance, cinit, sec):
        assert name.endswith("_ion") and isinstance(sec, Section)

    def finitialize(self, v=None):
        self.t = 0.0
        self.starts()
        for vector in self.recorded:
            vector.values = [0.0]

    def fadvance(self):
        self.t += self.dt
        for vector in self.recorded:
            vector.values.append(self.t)


h = Hoc()
