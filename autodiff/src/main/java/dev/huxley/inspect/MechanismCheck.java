package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks a channel, pump or synapse that a user has written for the most frequent faults: code that cannot be traced,
 * rates that are 0/0 at some voltage, gradients that are NaN or wrong, negative time constants, steady states that are
 * not steady, unused parameters, unlikely units; in pumps also concentrations that do not return to rest, in synapses
 * states that overshoot or grow without bound. Checks that could not be made are listed with the reason.
 *
 * <pre>{@code
 * System.out.println(MechanismCheck.of(new MyChannel()));
 * }</pre>
 *
 * <p>Evaluates the mechanism's functions alone, at voltages from -150 to 100 mV, with its default parameters and
 * several values of its states; takes a fraction of a second.
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
     * @param currents names of membrane currents of other mechanisms that it reads, in addition to {@code i_Na}, {@code
     *     i_K}, {@code i_Ca} and the like
     */
    public static CheckReport of(MembraneMechanism mechanism, String... currents) {
        Set<String> names = new TreeSet<>(COMMON_CURRENTS);
        names.addAll(List.of(currents));
        MechanismFunctions functions = MechanismFunctions.of(mechanism, TIME_STEP, names);
        MechanismCheck check = new MechanismCheck(functions);
        check.run();
        if (mechanism instanceof IonPump pump) {
            check.addIfWhole("returns to rest", name -> PumpCheck.returnsToRest(name, pump, functions, check.graphs));
            check.addIfWhole("currents bring ions", name -> PumpCheck.bringsIons(name, pump, functions, check.graphs));
        }
        return new CheckReport(mechanism.name(), check.checks);
    }

    /**
     * Checks a synapse, at presynaptic and postsynaptic voltages from -150 to 100 mV. Quantities that it reads of the
     * compartments on either side have the default of a compartment or of the shipped mechanism that declares them, and
     * are 1 if unknown.
     */
    public static CheckReport of(Synapse synapse) {
        SynapseFunctions functions = SynapseFunctions.of(synapse, TIME_STEP);
        MechanismCheck check = new MechanismCheck(functions);
        check.run();
        Map<String, Graph> graphs = check.graphs;
        check.addIfWhole("states stay bounded", name -> SynapseBehavior.bounded(name, functions, graphs));
        if (synapse.isReciprocal()) {
            check.addIfWhole("current is reciprocal", name -> SynapseBehavior.reciprocal(name, functions, graphs));
        }
        return new CheckReport(synapse.name(), check.checks);
    }

    private void run() {
        List<String> untraceable = new ArrayList<>();
        for (String name : functions.functions()) {
            try {
                graphs.put(name, SafeWhere.guard(functions.graph(name)));
            } catch (RuntimeException refused) {
                untraceable.add("the " + name + ": " + refused.getMessage());
            }
        }
        checks.add(Check.of("can be traced, twice alike", Outcome.WRONG, untraceable));
        add("names and units", Outcome.REMARK, DeclarationCheck.findings(functions, graphs));
        ScannedPoints points = ScannedPoints.of(functions, graphs);
        add("values are finite", Outcome.WRONG, points.notFinite());
        add("no jump at 0/0", Outcome.WRONG, points.jumps());
        add("gradients are finite", Outcome.WRONG, points.gradientsNotFinite());
        GradientComparison gradients = GradientComparison.of(functions, graphs);
        if (gradients.compared() == 0) {
            checks.add(Check.skipped("gradients equal differences", "no function has a gradient to compare"));
        } else {
            add("gradients equal differences", Outcome.WRONG, gradients.wrong());
        }
        if (!gradients.surrogates().isEmpty()) {
            checks.add(new Check("surrogate gradients", Outcome.REMARK, gradients.surrogates()));
        }
        addIfWhole("gates relax", name -> RelaxationCheck.of(name, functions, graphs));
        addIfWhole(
                "runs eagerly as traced",
                name -> Check.of(name, Outcome.WRONG, EagerComparison.findings(functions, graphs)));
        addIfWhole("steady state stays", name -> SteadyStateCheck.of(name, functions, graphs));
    }

    /** Adds a check of each function; without findings it passes only if all functions could be traced. */
    private void add(String name, Outcome otherwise, List<String> findings) {
        boolean isUnknown = findings.isEmpty() && !untraced().isEmpty();
        checks.add(isUnknown ? Check.skipped(name, untraced()) : Check.of(name, otherwise, findings));
    }

    /** Adds a check that needs all functions; it is skipped if one of them could not be traced. */
    private void addIfWhole(String name, Function<String, Check> check) {
        checks.add(untraced().isEmpty() ? check.apply(name) : Check.skipped(name, untraced()));
    }

    /** The functions that could not be traced, named in a reason; empty if all could. */
    private String untraced() {
        String names = functions.functions().stream()
                .filter(name -> !graphs.containsKey(name))
                .collect(Collectors.joining(" and the "));
        return names.isEmpty() ? "" : "the " + names + " could not be traced";
    }
}
