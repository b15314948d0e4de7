package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Protocol;
import dev.huxley.recording.Resampling;
import dev.huxley.recording.SweepSelection;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The choice of sweeps for a fit: which the model is fitted to, which are held out for its validation, and which are left
 * out, with the reasons. Sweeps are sorted by their current; every third one and the largest are held out; of the others
 * at most six, evenly spread, are fitted, and the rest is held out, too. Of the spiking currents at least half stay fitted
 * (three suffice), the smallest first, because a model that is fitted to silent sweeps alone need not spike. The user may
 * name the sweeps to hold out instead; then all others are fitted. Sweeps of the same current are repeats: they give the features' means and standard
 * deviations.
 */
final class SweepPlan {
    private static final int MOST_FITTED = 6;
    /** So many spiking currents among the fitted ones suffice, however many spike. */
    private static final int ENOUGH_SPIKING = 3;

    private static final int HELD_OUT_EVERY = 3;
    /** The fewest currents of which some can be held out. */
    private static final int FEWEST_FOR_HOLDING_OUT = 3;

    /** The time before and behind the stimulus that is simulated, ms. */
    private static final double SURROUNDINGS = 100;

    /** Currents closer than this are repeats, nA. */
    private static final double SAME_CURRENT = 5e-4;

    private final List<FitSweep> sweeps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final double shift;
    private final double timeStep;
    private BaselineSpread baseline;

    private SweepPlan(double junctionPotential, double timeStep) {
        shift = -Math.abs(junctionPotential);
        this.timeStep = timeStep;
    }

    /**
     * The default choice.
     *
     * @param junctionPotential the liquid junction potential in mV; recorded voltages are lowered by its size
     * @throws IllegalArgumentException if no sweep has a stimulus
     */
    static SweepPlan of(CurrentClampSweeps recording, double junctionPotential) {
        return of(recording, junctionPotential, Optional.empty(), FitSweep.STEP);
    }

    /**
     * The choice with the sweeps that are to be held out.
     *
     * @param heldOut the sweeps to hold out; empty to choose them
     * @param timeStep the time step of the search, ms
     * @throws IllegalArgumentException if no sweep has a stimulus, a sweep that is to be held out cannot be used, or none is
     *     left to fit
     */
    static SweepPlan of(
            CurrentClampSweeps recording, double junctionPotential, Optional<SweepSelection> heldOut, double timeStep) {
        SweepPlan plan = new SweepPlan(junctionPotential, timeStep);
        plan.choose(recording, heldOut);
        return plan;
    }

    /** The sweeps, fitted and held out, sorted by their current. */
    List<FitSweep> sweeps() {
        return List.copyOf(sweeps);
    }

    /** Tells whether no sweep has a spike; then only a passive cell can be fitted. */
    boolean isSilent() {
        return sweeps.stream()
                .flatMap(sweep -> sweep.targets().stream())
                .filter(target -> target.feature() == Feature.SPIKE_COUNT)
                .allMatch(target -> target.mean() == 0);
    }

    /** Sentences on the choice. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void choose(CurrentClampSweeps recording, Optional<SweepSelection> heldOut) {
        List<CurrentClampSweep> usable = new ArrayList<>();
        for (CurrentClampSweep sweep : recording.requireSweeps()) {
            String reason = unfit(sweep);
            if (reason.isEmpty()) {
                usable.add(sweep);
            } else {
                notes.add(sweep.label() + " is left out: " + reason);
            }
        }
        if (usable.isEmpty()) {
            throw new IllegalArgumentException(recording.fileName()
                    + ": no sweep has a stimulus with a response that can be fitted; " + String.join("; ", notes));
        }
        usable.sort(Comparator.comparingDouble((CurrentClampSweep sweep) ->
                        sweep.protocol().holding() + sweep.protocol().amplitude())
                .thenComparingInt(CurrentClampSweep::index));
        List<List<CurrentClampSweep>> groups = groups(usable);
        baseline = BaselineSpread.of(usable);
        SweepRole[] roles =
                heldOut.map(selection -> roles(groups, selection, recording)).orElseGet(() -> roles(groups));
        for (int i = 0; i < roles.length; i++) {
            sweeps.add(sweep(groups.get(i), roles[i]));
        }
        notes.add("fitted: " + labels(SweepRole.FITTED) + "; held out: " + labels(SweepRole.HELD_OUT));
    }

    /** The reason why a sweep cannot be used, "" if there is none. */
    private String unfit(CurrentClampSweep sweep) {
        Protocol protocol = sweep.protocol();
        if (protocol.kind() == Protocol.Kind.NONE || !(protocol.durationMs() > 0)) {
            return "it has no stimulus";
        }
        return TargetChoice.miscount(sweep, shift);
    }

    private static List<List<CurrentClampSweep>> groups(List<CurrentClampSweep> sorted) {
        List<List<CurrentClampSweep>> groups = new ArrayList<>();
        double last = Double.NaN;
        for (CurrentClampSweep sweep : sorted) {
            double level = sweep.protocol().holding() + sweep.protocol().amplitude();
            boolean isRepeat = level - last < SAME_CURRENT
                    && Math.abs(sweep.protocol().holding()
                                    - groups.get(groups.size() - 1)
                                            .get(0)
                                            .protocol()
                                            .holding())
                            < SAME_CURRENT
                    && groups.get(groups.size() - 1).get(0).protocol().kind()
                            == sweep.protocol().kind();
            if (!isRepeat) {
                groups.add(new ArrayList<>());
                last = level;
            }
            groups.get(groups.size() - 1).add(sweep);
        }
        return groups;
    }

    private static SweepRole[] roles(int count) {
        SweepRole[] roles = new SweepRole[count];
        Arrays.fill(roles, SweepRole.FITTED);
        if (count < FEWEST_FOR_HOLDING_OUT) {
            return roles;
        }
        for (int i = HELD_OUT_EVERY - 1; i < count; i += HELD_OUT_EVERY) {
            roles[i] = SweepRole.HELD_OUT;
        }
        roles[count - 1] = SweepRole.HELD_OUT;
        int[] fitted = IntStream.range(0, count)
                .filter(i -> roles[i] == SweepRole.FITTED)
                .toArray();
        if (fitted.length > MOST_FITTED) {
            for (int i : fitted) {
                roles[i] = SweepRole.HELD_OUT;
            }
            for (int k = 0; k < MOST_FITTED; k++) {
                roles[fitted[(int) Math.round(k * (fitted.length - 1.0) / (MOST_FITTED - 1))]] = SweepRole.FITTED;
            }
        }
        return roles;
    }

    /** The default choice, in which enough spiking currents stay fitted. */
    private SweepRole[] roles(List<List<CurrentClampSweep>> groups) {
        SweepRole[] roles = roles(groups.size());
        int[] spiking = IntStream.range(0, groups.size())
                .filter(i -> groups.get(i).stream().anyMatch(sweep -> sweep.spikesInStimulus() > 0))
                .toArray();
        int needed = Math.min((spiking.length + 1) / 2, ENOUGH_SPIKING);
        long fitted =
                Arrays.stream(spiking).filter(i -> roles[i] == SweepRole.FITTED).count();
        int[] returned = Arrays.stream(spiking)
                .filter(i -> roles[i] == SweepRole.HELD_OUT)
                .limit(Math.max(0, needed - fitted))
                .toArray();
        for (int i : returned) {
            roles[i] = SweepRole.FITTED;
        }
        if (returned.length > 0) {
            notes.add(Arrays.stream(returned)
                            .mapToObj(i -> groups.get(i).get(0).label())
                            .collect(Collectors.joining(", "))
                    + (returned.length == 1 ? " is" : " are") + " fitted, not held out: of "
                    + Brief.count(spiking.length, "spiking current") + " at least " + needed
                    + " must be fitted; --held-out chooses otherwise");
        }
        return roles;
    }

    /** Holds out the named sweeps with their repeats. */
    private SweepRole[] roles(
            List<List<CurrentClampSweep>> groups, SweepSelection heldOut, CurrentClampSweeps recording) {
        Set<Integer> left = new TreeSet<>(heldOut.indices(recording.recorded()));
        Set<Integer> notChosen = new TreeSet<>(left);
        recording.sweeps().forEach(sweep -> notChosen.remove(sweep.index()));
        recording.leftOut().forEach(sweep -> notChosen.remove(sweep.index()));
        if (!notChosen.isEmpty()) {
            throw new IllegalArgumentException("sweep " + numbers(notChosen)
                    + " cannot be held out (--held-out), because it is not among the chosen sweeps (--sweeps)");
        }
        SweepRole[] roles = new SweepRole[groups.size()];
        for (int i = 0; i < roles.length; i++) {
            boolean isHeldOut = false;
            for (CurrentClampSweep sweep : groups.get(i)) {
                isHeldOut |= left.remove(sweep.index());
            }
            roles[i] = isHeldOut ? SweepRole.HELD_OUT : SweepRole.FITTED;
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("sweep " + numbers(left)
                    + " cannot be held out, because it is not among the sweeps that can be used"
                    + notes.stream().map(note -> "; " + note).collect(Collectors.joining()));
        }
        if (!Arrays.asList(roles).contains(SweepRole.FITTED)) {
            throw new IllegalArgumentException(
                    "all sweeps that can be used are held out (" + heldOut + "); leave at least one to fit");
        }
        return roles;
    }

    private static String numbers(Set<Integer> indices) {
        return indices.stream().map(index -> Integer.toString(index + 1)).collect(Collectors.joining(", "));
    }

    private FitSweep sweep(List<CurrentClampSweep> repeats, SweepRole role) {
        CurrentClampSweep first = repeats.get(0);
        List<FeatureTarget> targets =
                TargetChoice.of(repeats.stream().map(this::cut).toList(), baseline);
        FitSweep sweep = cut(first);
        String label = first.label()
                + (repeats.size() == 1 ? "" : " (with " + Brief.count(repeats.size() - 1, "repeat") + ")");
        return new FitSweep(
                label,
                sweep.index(),
                role,
                sweep.amplitude(),
                sweep.holding(),
                sweep.offset(),
                sweep.start(),
                sweep.end(),
                sweep.initialVoltage(),
                timeStep,
                sweep.current(),
                sweep.voltage(),
                targets);
    }

    /** The sweep around its stimulus in the time steps of the fit, without targets. */
    private FitSweep cut(CurrentClampSweep sweep) {
        Protocol protocol = sweep.protocol();
        double dt = sweep.sampleIntervalMs();
        int from = (int) Math.max(0, Math.round((protocol.startMs() - SURROUNDINGS) / dt));
        int to = (int) Math.min(sweep.length(), Math.round((protocol.endMs() + SURROUNDINGS) / dt) + 1);
        double[] voltage =
                Arrays.stream(sweep.voltage(), from, to).map(v -> v + shift).toArray();
        double[] current = Arrays.copyOfRange(sweep.current().values(), from, to);
        double[] sampled = Resampling.resample(voltage, dt, FitSweep.SAMPLE);
        double[] steps = Resampling.resampleCommand(current, dt, timeStep);
        int perSample = (int) Math.round(FitSweep.SAMPLE / timeStep);
        int samples = Math.min(sampled.length, steps.length / perSample + 1);
        return new FitSweep(
                sweep.label(),
                sweep.index(),
                SweepRole.FITTED,
                protocol.amplitude(),
                protocol.holding(),
                from * dt,
                protocol.startMs() - from * dt,
                Math.min(protocol.endMs(), to * dt) - from * dt,
                sweep.initialVoltage() + shift,
                timeStep,
                Arrays.copyOf(steps, (samples - 1) * perSample),
                Arrays.copyOf(sampled, samples),
                List.of());
    }

    private String labels(SweepRole role) {
        String labels = sweeps.stream()
                .filter(sweep -> sweep.role() == role)
                .map(sweep -> String.format(Locale.ROOT, "%s (%.3g pA)", sweep.label(), sweep.amplitude() * 1e3))
                .collect(Collectors.joining(", "));
        return labels.isEmpty() ? "none" : labels;
    }
}
