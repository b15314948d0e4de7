package dev.huxley.inspect;

import dev.huxley.graph.DiscardedBranches;
import dev.huxley.graph.Graph;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.MembraneMechanism;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Checks a mechanism that a user has written, for what goes wrong most often: code that cannot be traced, rates that are
 * 0/0 at some voltage, gradients that are NaN or not those of the function, steady states that are none, parameters that
 * nobody reads, units.
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

    private final MechanismFunctions functions;
    private final List<Check> checks = new ArrayList<>();

    private MechanismCheck(MechanismFunctions functions) {
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
        MechanismCheck check = new MechanismCheck(MechanismFunctions.of(mechanism, TIME_STEP, names));
        check.run();
        return new CheckReport(mechanism.name(), check.checks);
    }

    private void run() {
        List<String> untraceable = new ArrayList<>();
        Map<String, Graph> graphs = new LinkedHashMap<>();
        Map<String, Supplier<Graph>> traces = new LinkedHashMap<>();
        traces.put(MechanismFunctions.UPDATE, functions::updateGraph);
        traces.put(functions.densityName(), functions::currentGraph);
        traces.put(MechanismFunctions.STEADY_STATE, functions::steadyStateGraph);
        traces.forEach((name, trace) -> {
            try {
                graphs.put(name, DiscardedBranches.guard(trace.get()));
            } catch (RuntimeException refused) {
                untraceable.add("the " + name + ": " + refused.getMessage());
            }
        });
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
        boolean whole = untraceable.isEmpty();
        checks.add(
                whole
                        ? Check.of("runs eagerly as traced", Outcome.WRONG, EagerComparison.findings(functions, graphs))
                        : new Check("runs eagerly as traced", Outcome.SKIPPED, List.of()));
        checks.add(
                whole
                        ? Check.of("steady state stays", Outcome.WRONG, SteadyStateCheck.findings(functions, graphs))
                        : new Check("steady state stays", Outcome.SKIPPED, List.of()));
    }
}
