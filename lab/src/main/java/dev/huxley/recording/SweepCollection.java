package dev.huxley.recording;

import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects the usable current-clamp sweeps of a recording; see {@link CurrentClampSweeps}. */
final class SweepCollection {
    /** A sweep with its voltage in mV, cut, and its current. */
    private record Candidate(Sweep sweep, double[] voltage, int[] peaks, SweepCurrents.Source source) {
        double dt() {
            return sweep.sampleIntervalMs();
        }
    }

    private final Recording recording;
    private final CurrentClampOptions options;
    private final SweepVoltage voltages;
    private final SweepCurrents currents;
    private final List<CurrentClampSweeps.LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final TreeSet<Integer> transientSweeps = new TreeSet<>();
    private int transientSpikes;
    private double largestTransient;

    SweepCollection(Recording recording, CurrentClampOptions options) {
        this.recording = recording;
        this.options = options;
        this.voltages = new SweepVoltage(options);
        this.currents = new SweepCurrents(options);
    }

    CurrentClampSweeps collect() {
        notes.addAll(recording.remarks());
        List<Candidate> candidates = new ArrayList<>();
        for (Sweep sweep : chosen()) {
            candidate(sweep).ifPresent(candidates::add);
        }
        Map<List<Object>, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            SweepDetails details = candidate.sweep.details();
            groups.computeIfAbsent(
                            List.of(
                                    details.protocol(),
                                    details.electrode(),
                                    candidate.dt(),
                                    candidate.source.isCommand()),
                            key -> new ArrayList<>())
                    .add(candidate);
        }
        List<CurrentClampSweep> sweeps = new ArrayList<>();
        groups.values().forEach(group -> sweeps.addAll(finished(group)));
        sweeps.sort(Comparator.comparingInt(CurrentClampSweep::index));
        leftOut.sort(Comparator.comparingInt(CurrentClampSweeps.LeftOut::index));
        sweeps.stream()
                .collect(Collectors.groupingBy(
                        sweep -> sweep.current().origin(), LinkedHashMap::new, Collectors.toList()))
                .forEach((origin, members) -> notes.add("injected current: " + origin
                        + (members.size() == sweeps.size()
                                ? ""
                                : " ("
                                        + numbers(members.stream()
                                                .map(sweep -> sweep.index() + 1)
                                                .toList())
                                        + ")")));
        addTransients();
        addBegun(sweeps);
        warnings.addAll(Plausibility.warnings(sweeps, options));
        leftOut.stream()
                .filter(sweep -> !sweep.reason().startsWith(SweepVoltage.NOT_CURRENT_CLAMP))
                .collect(Collectors.groupingBy(
                        CurrentClampSweeps.LeftOut::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(sweep -> sweep.index() + 1, Collectors.toList())))
                .forEach((reason, numbers) -> warnings.add(
                        numbers(numbers) + (numbers.size() == 1 ? " is" : " are") + " left out: " + reason));
        return new CurrentClampSweeps(
                recording.fileName(),
                sweeps,
                leftOut,
                notes,
                warnings.stream().distinct().toList(),
                recording.junctionPotential(),
                recording.sweeps().size());
    }

    static String label(int index) {
        return "sweep " + (index + 1);
    }

    private static String numbers(Collection<Integer> numbers) {
        return (numbers.size() == 1 ? "sweep " : "sweeps ") + Brief.list(numbers);
    }

    private void addTransients() {
        if (!transientSweeps.isEmpty()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: the current has transients of up to %.2g nA at %s, which no stimulus has%s",
                    numbers(transientSweeps),
                    largestTransient,
                    Brief.count(transientSpikes, "spike"),
                    options.current() == CurrentChoice.MEASURED
                            ? ": they make a model spike; do not take the current as it is"
                            : "; they are taken out"));
        }
    }

    /** Says which sweeps seem to begin within their stimulus. */
    private void addBegun(List<CurrentClampSweep> sweeps) {
        List<Integer> begun = Protocols.begun(
                        sweeps.stream().map(CurrentClampSweep::current).toList())
                .stream()
                .map(i -> sweeps.get(i).index() + 1)
                .toList();
        if (!begun.isEmpty()) {
            warnings.add(numbers(begun) + (begun.size() == 1 ? " begins" : " begin") + " at a current of "
                    + (begun.size() == 1 ? "its" : "their") + " own and "
                    + (begun.size() == 1 ? "returns" : "return")
                    + " to 0: the stimulus seems to begin with the sweep. It is"
                    + " taken for the holding current, and its end for a step; a fit needs the voltage before a stimulus,"
                    + " so leave such sweeps out (--sweeps)");
        }
    }

    private List<Sweep> chosen() {
        List<Sweep> sweeps = recording.select(options.sweeps());
        TreeSet<String> electrodes = new TreeSet<>();
        sweeps.forEach(sweep -> sweep.details().electrode().ifPresent(electrodes::add));
        if (options.electrode().isPresent()) {
            String wanted = options.electrode().get();
            List<Sweep> own = sweeps.stream()
                    .filter(sweep -> sweep.details().electrode().equals(options.electrode()))
                    .toList();
            if (own.isEmpty()) {
                throw new IllegalArgumentException(recording.fileName() + ": no sweep of the electrode "
                        + Quotation.of(wanted) + "; electrodes are " + electrodes);
            }
            return own;
        }
        if (electrodes.size() > 1) {
            warnings.add("sweeps of " + electrodes.size() + " electrodes " + electrodes
                    + ", which may be several cells: choose one (--electrode)");
        }
        return sweeps;
    }

    private Optional<Candidate> candidate(Sweep sweep) {
        Optional<String> not = voltages.whyNotCurrentClamp(sweep);
        if (not.isPresent()) {
            return leave(sweep, not.get());
        }
        double[] voltage = voltages.of(sweep);
        Optional<String> wrong = Plausibility.wrongVoltage(voltage, options.voltageUnit());
        if (wrong.isPresent()) {
            return leave(sweep, wrong.get());
        }
        int end = SweepVoltage.end(voltage);
        for (int i = 0; i < end; i++) {
            if (!Double.isFinite(voltage[i])) {
                return leave(
                        sweep,
                        String.format(
                                Locale.ROOT,
                                "the voltage is %s at %.2f ms, and goes on behind it",
                                voltage[i],
                                i * sweep.sampleIntervalMs()));
            }
        }
        if (end < 3) {
            return leave(sweep, "it has no samples but NaN or zeros");
        }
        if (end < voltage.length) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: cut at %.1f of %.1f ms, where NaN or zeros follow to the end",
                    label(sweep.index()),
                    end * sweep.sampleIntervalMs(),
                    sweep.durationMs()));
        }
        SweepCurrents.Source source;
        try {
            source = currents.of(sweep);
        } catch (RecordingException unknown) {
            return leave(sweep, unknown.getMessage());
        }
        Optional<String> hugeCurrent = Plausibility.wrongCurrent(source.values(), options.currentUnit());
        if (hugeCurrent.isPresent()) {
            return leave(sweep, hugeCurrent.get());
        }
        double[] recorded = Arrays.copyOf(voltage, end);
        return Optional.of(new Candidate(sweep, recorded, SpikePeaks.of(recorded), source));
    }

    private Optional<Candidate> leave(Sweep sweep, String reason) {
        leftOut.add(new CurrentClampSweeps.LeftOut(sweep.index(), label(sweep.index()), reason));
        return Optional.empty();
    }

    private List<CurrentClampSweep> finished(List<Candidate> group) {
        List<StimulusCurrent> injected = currents.injected(
                group.stream().map(Candidate::source).toList(),
                group.stream().map(Candidate::peaks).toList(),
                group.get(0).dt());
        for (Candidate candidate : group) {
            currents.transients(candidate.source, candidate.peaks, candidate.dt())
                    .ifPresent(found -> {
                        transientSweeps.add(candidate.sweep.index() + 1);
                        transientSpikes += found.count;
                        largestTransient = Math.max(largestTransient, found.largest);
                    });
        }
        List<Protocol> protocols = Protocols.of(injected);
        double end = usualEnd(group, protocols);
        List<CurrentClampSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Candidate candidate = group.get(i);
            double duration = candidate.voltage.length * candidate.dt();
            double until = protocols.get(i).kind() == Protocol.Kind.NONE
                    ? end
                    : protocols.get(i).endMs();
            boolean stops = protocols.get(i).kind() != Protocol.Kind.NONE
                    && injected.get(i).length() == candidate.voltage.length
                    && protocols.get(i).endMs() > duration - candidate.dt() / 2
                    && end > duration + candidate.dt();
            until = stops ? end : until;
            if (duration < until - candidate.dt() / 2) {
                leave(
                        candidate.sweep,
                        String.format(
                                Locale.ROOT,
                                "aborted at %.1f ms, before the end of the stimulus at %.1f ms",
                                duration,
                                until));
                continue;
            }
            SweepDetails details = candidate.sweep.details();
            Protocol protocol = protocols.get(i).named(details.protocol());
            sweeps.add(new CurrentClampSweep(
                    candidate.sweep.index(),
                    label(candidate.sweep.index()),
                    candidate.dt(),
                    candidate.voltage,
                    injected.get(i).cut(candidate.voltage.length),
                    protocol,
                    Quality.of(candidate.voltage, candidate.dt(), protocol, details),
                    details));
        }
        return sweeps;
    }

    /** The end of the stimulus that most sweeps of a group have, ms; 0 if there is none. */
    private static double usualEnd(List<Candidate> group, List<Protocol> protocols) {
        double[] ends = protocols.stream()
                .filter(protocol -> protocol.kind() != Protocol.Kind.NONE)
                .mapToDouble(Protocol::endMs)
                .toArray();
        // A stimulus in half of the sweeps or more tells what the others should have had.
        return 2 * ends.length >= group.size() && ends.length > 0 ? Staircase.median(ends) : 0;
    }
}
