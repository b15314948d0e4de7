package dev.huxley.inspect;

import dev.huxley.graph.DiscardedBranches;
import dev.huxley.graph.Graph;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Checks a channel, a pump or a synapse that a user has written, for what goes wrong most often: code that cannot be traced, rates that are
 * 0/0 at some voltage, gradients that are NaN or not those of the function, steady states that are none, parameters that
 * nobody reads, units; of synapses also states that overshoot or grow without bounds.
 *
 * <pre>{@code
 * System.out.println(MechanismCheck.of(new MyChannel()));
 * }</pre>
 *
 * <p>Looks at the mechanism's functions alone, at voltages from -150 to 100 mV, with its default parameters and several
 * values of its states; runs in a fraction of a second.
 */
public final class MechanismCheck {
    /** Names under which channels of the shipped libraries carry their currents. */
    private static final Set<String> COMMON_CURRENTS =
            Set.of("i_Na", "i_K", "i_Ca", "i_H", "i_Leak", "iNa", "iK", "iCa");

    private static final double TIME_STEP = 0.025;

    private final TracedFunctions functions;
    private final Map<String, Graph> graphs = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    private MechanismCheck(TracedFunctions functions) {
        this.functions = functions;
    }

    /**
     * Checks a mechanism.
     *
     * @param currents names of membrane currents of other mechanisms that it reads, beside {@code i_Na}, {@code i_K},
     *     {@code i_Ca} and the like
     */
    public static CheckReport of(MembraneMechanism mechanism, String... currents) {
        Set<String> names = new TreeSet<>(COMMON_CURRENTS);
        names.addAll(List.of(currents));
        MechanismFunctions functions = MechanismFunctions.of(mechanism, TIME_STEP, names);
        MechanismCheck check = new MechanismCheck(functions);
        check.run();
        check.addIfWhole("steady state stays", Outcome.WRONG, () -> SteadyStateCheck.findings(functions, check.graphs));
        return new CheckReport(mechanism.name(), check.checks);
    }

    /**
     * Checks a synapse, at presynaptic and postsynaptic voltages from -150 to 100 mV. What it reads of the compartments on
     * either side has the default of a compartment or of the shipped mechanism that declares it, and is 1 if unknown.
     */
    public static CheckReport of(Synapse synapse) {
        SynapseFunctions functions = new SynapseFunctions(synapse, TIME_STEP);
        MechanismCheck check = new MechanismCheck(functions);
        check.run();
        check.addIfWhole(
                "states stay bounded",
                Outcome.WRONG,
                () -> SynapseBehaviour.unbounded(functions, check.graphs.get(TracedFunctions.UPDATE)));
        if (synapse.isReciprocal()) {
            check.addIfWhole(
                    "current is reciprocal",
                    Outcome.WRONG,
                    () -> SynapseBehaviour.irreciprocal(functions, check.graphs.get(TracedFunctions.CURRENT)));
        }
        return new CheckReport(synapse.name(), check.checks);
    }

    private void run() {
        List<String> untraceable = new ArrayList<>();
        for (String name : functions.functions()) {
            try {
                graphs.put(name, DiscardedBranches.guard(functions.graph(name)));
            } catch (RuntimeException refused) {
                untraceable.add("the " + name + ": " + refused.getMessage());
            }
        }
        checks.add(Check.of("can be traced, twice alike", Outcome.WRONG, untraceable));
        checks.add(Check.of("names and units", Outcome.REMARK, DeclarationCheck.findings(functions, graphs)));
        ScannedPoints points = ScannedPoints.of(functions, graphs);
        checks.add(Check.of("values are finite", Outcome.WRONG, points.notFinite()));
        checks.add(Check.of("no jump at 0/0", Outcome.WRONG, points.jumps()));
        checks.add(Check.of("gradients are finite", Outcome.WRONG, points.gradientsNotFinite()));
        GradientComparison gradients = GradientComparison.of(functions, graphs);
        checks.add(Check.of("gradients equal differences", Outcome.WRONG, gradients.wrong()));
        if (!gradients.surrogates().isEmpty()) {
            checks.add(new Check("surrogate gradients", Outcome.REMARK, gradients.surrogates()));
        }
        addIfWhole("runs eagerly as traced", Outcome.WRONG, () -> EagerComparison.findings(functions, graphs));
    }

    /** Adds a check that needs all functions; it is skipped if one of them could not be traced. */
    private void addIfWhole(String name, Outcome otherwise, Supplier<List<String>> findings) {
        boolean whole = graphs.size() == functions.functions().size();
        checks.add(whole ? Check.of(name, otherwise, findings.get()) : new Check(name, Outcome.SKIPPED, List.of()));
    }
}
