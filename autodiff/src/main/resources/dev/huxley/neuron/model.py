"""@TITLE@

Written by Huxley @VERSION@. Compile the mechanisms once, then run:

    nrnivmodl mod
    python model.py

It writes traces.csv, and traces.png where matplotlib is installed. In Python, "import model"
builds the cell: model.sections are its sections, model.run(model.SWEEPS[0]) gives the traces.
"""

import os

os.chdir(os.path.dirname(os.path.abspath(__file__)))  # where nrnivmodl left the mechanisms

from neuron import h  # noqa: E402

h.load_file("stdrun.hoc")

DT = @DT@  # ms
TSTOP = @TSTOP@  # ms
V_INIT = @V_INIT@  # mV
CELSIUS = @CELSIUS@  # degC

# Sections: name, number and place of the parent, segments, Ra (Ohm cm), and either L and diam of
# the segments or points (x, y, z, diam), all in um.
SECTIONS = @SECTIONS@

# Mechanisms: the sections that have them and the values of their variables. A value is one number,
# or a list with an element for each section: a number, or a list over its segments.
MECHANISMS = @MECHANISMS@

# Point processes that nothing drives.
POINTS = @POINTS@

# Variables of segments that belong to no mechanism alone: capacitance, ions.
SEGMENTS = @SEGMENTS@

# Values at the beginning that the INITIAL blocks do not give. Huxley advances states at the
# beginning of a step and NEURON at its end, so these are its states after the first update.
STARTS = @STARTS@

# Variables that NEURON has once.
GLOBALS = @GLOBALS@

# Ions and what NEURON does with their concentrations and reversal potentials: the style of each, as for
# ion_style without any of its initializations, so that the values set here stay.
ION_STYLES = @ION_STYLES@

# Synapses: the point process and its values, its place, and the connection to the voltage that drives it, or the
# times (ms) of the events that a source sends.
SYNAPSES = @SYNAPSES@

# Voltage clamps.
CLAMPS = @CLAMPS@

# Runs: each has its current stimuli (nA), and v_init (mV) where it begins at a voltage of its own.
SWEEPS = @SWEEPS@

RECORDINGS = @RECORDINGS@


def each_segment(row, values):
    """Yields the segments of a row of a table with the value of each."""
    for number, index in enumerate(row["sections"]):
        value = values[number] if isinstance(values, list) else values
        for k, segment in enumerate(sections[index]):
            yield segment, value[k] if isinstance(value, list) else value


def assign(segment, name, value):
    """Sets a variable of a segment, or an element of one: "w[2]"."""
    if name.endswith("]"):
        name, index = name[:-1].split("[")
        getattr(segment, name)[int(index)] = value
    else:
        setattr(segment, name, value)


def build_sections():
    """Makes the sections and joins them."""
    made = []
    for row in SECTIONS:
        section = h.Section(name=row["name"])
        for x, y, z, diam in row["points"]:
            section.pt3dadd(x, y, z, diam)
        section.nseg = row["nseg"]
        section.Ra = row["Ra"]
        if not row["points"]:
            section.L = row["L"]
            for segment, diam in zip(section, row["diam"]):
                segment.diam = diam
        if row["parent"] >= 0:
            section.connect(made[row["parent"]](row["at"]), 0)
        made.append(section)
    return made


def insert_mechanisms():
    """Inserts the mechanisms with their values."""
    for row in MECHANISMS:
        for index in row["sections"]:
            try:
                sections[index].insert(row["name"])
            except ValueError as error:
                raise SystemExit(
                    "NEURON does not know the mechanism %s: run \"nrnivmodl mod\" here first" % row["name"]
                ) from error
        for name, values in row["values"].items():
            variable = "%s_%s" % (name, row["name"])
            if name.endswith("]"):
                variable = "%s_%s[%s" % (name.split("[")[0], row["name"], name.split("[")[1])
            for segment, value in each_segment(row, values):
                assign(segment, variable, value)
    for row in SEGMENTS:
        for segment, value in each_segment(row, row["values"]):
            assign(segment, row["name"], value)
    for name, value in GLOBALS.items():
        setattr(h, name, value)
    for row in ION_STYLES:
        for index in row["sections"]:
            h.ion_style(row["name"], row["concentrations"], row["reversal"], 0, 0, 0, sec=sections[index])


def connect():
    """Makes the synapses with their connections, and the other point processes."""
    made = []
    for row in SYNAPSES:
        synapse = getattr(h, row["name"])(sections[row["section"]](row["x"]))
        for name, value in row["values"].items():
            setattr(synapse, name, value)
        source = sections[row["source"]]
        voltage = source(row["source_x"])._ref_v
        made.append(synapse)
        synapse_starts.append((synapse, row.get("states", {})))
        if "pointer" in row:
            h.setpointer(voltage, row["pointer"], synapse)
        if "events" in row:
            connection = h.NetCon(None, synapse)
            connection.weight[0] = row["weight"]
            events.append((connection, row["events"]))
            made.append(connection)
        elif "weight" in row:
            connection = h.NetCon(voltage, synapse, sec=source)
            connection.threshold = row["threshold"]
            connection.delay = row["delay"]
            connection.weight[0] = row["weight"]
            made.append(connection)
    for row in POINTS:
        process = getattr(h, row["name"])(sections[row["section"]](row["x"]))
        for name, value in row["values"].items():
            setattr(process, name, value)
        made.append(process)
    return made


def set_starts():
    """Sets the values with which states begin; NEURON calls it after the INITIAL blocks."""
    for row in STARTS:
        for segment, value in each_segment(row, row["values"]):
            assign(segment, row["name"], value)
    for synapse, states in synapse_starts:
        for name, value in states.items():
            setattr(synapse, name, value)
    for connection, times in events:
        for time in times:
            connection.event(time)


def play(variable, row):
    """Lets a variable follow the times and values of a row; they must be kept during the run."""
    times = h.Vector(row["times"])
    values = h.Vector(row["values"])
    values.play(variable, times)
    return times, values


def run(sweep):
    """Runs a sweep; gives the time (ms) and the recorded traces by their labels."""
    kept = []
    for row in sweep["stimuli"]:
        clamp = h.IClamp(sections[row["section"]](row["x"]))
        if "times" in row:
            clamp.delay, clamp.dur = 0, 1e9
            kept.append(play(clamp._ref_amp, row))
        else:
            clamp.delay, clamp.dur, clamp.amp = row["delay"], row["dur"], row["amp"]
        kept.append(clamp)
    for row in CLAMPS:
        clamp = h.SEClamp(sections[row["section"]](row["x"]))
        clamp.rs, clamp.dur1, clamp.amp1 = row["rs"], 1e9, row["values"][0]
        kept.append((clamp, play(clamp._ref_amp1, row)))
    time = h.Vector().record(h._ref_t)
    traces = []
    for row in RECORDINGS:
        segment = sections[row["section"]](row["x"])
        traces.append(h.Vector().record(getattr(segment, "_ref_" + row["variable"])))
    h.celsius = CELSIUS
    h.dt = DT
    h.steps_per_ms = 1 / DT
    h.secondorder = 0
    h.CVode().active(False)
    voltage = sweep.get("v_init", V_INIT)
    if isinstance(voltage, list):
        for number, section in enumerate(sections):
            values = voltage[number]
            for k, segment in enumerate(section):
                segment.v = values[k] if isinstance(values, list) else values
        h.finitialize()
    else:
        h.v_init = voltage
        h.finitialize(voltage)
    while h.t < TSTOP - DT / 2:
        h.fadvance()
    labels = ["%s, %s" % (row["label"], SECTIONS[row["section"]]["name"]) for row in RECORDINGS]
    return list(time), [(label, list(trace)) for label, trace in zip(labels, traces)]


def write_csv(name, time, traces):
    """Writes the traces of a sweep, one column each."""
    with open(name, "w") as file:
        file.write(",".join(["t (ms)"] + ['"%s"' % label for label, _ in traces]) + "\n")
        for k, t in enumerate(time):
            file.write(",".join("%.10g" % value for value in [t] + [trace[k] for _, trace in traces]) + "\n")


def plot(results):
    """Draws the first trace of all sweeps, if matplotlib is there."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        return
    figure, axes = pyplot.subplots()
    for name, time, traces in results:
        axes.plot(time, traces[0][1], label=name)
    axes.set_xlabel("t (ms)")
    axes.set_ylabel(RECORDINGS[0]["label"])
    axes.legend()
    figure.savefig("traces.png")


sections = build_sections()
insert_mechanisms()
synapse_starts = []
events = []  # connections with the times (ms) at which spikes of sources arrive
synapses = connect()
start_handler = h.FInitializeHandler(1, set_starts)

if __name__ == "__main__":
    results = []
    for sweep in SWEEPS:
        time, traces = run(sweep)
        file = "traces.csv" if len(SWEEPS) == 1 else "traces-%s.csv" % sweep["name"]
        write_csv(file, time, traces)
        print("%s: %d samples of %d traces in %s" % (sweep["name"], len(time), len(traces), file))
        results.append((sweep["name"], time, traces))
    plot(results)
