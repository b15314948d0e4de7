package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks that the concentration that a pump changes returns to rest, from above and from below, and that membrane
 * currents change it in the right direction. Both go wrong when a removal rate is written as dc/dt.
 */
final class PumpCheck {
    /** The range around the initial concentration in powers of ten, divided into quarters. */
    private static final int DECADES = 4;

    private static final int PER_DECADE = 4;
    /** An inward current in mA/cm2. */
    private static final double INWARD = -1e-2;

    private PumpCheck() {}

    static Check returnsToRest(String name, IonPump pump, MechanismFunctions functions, Map<String, Graph> graphs) {
        double[] concentrations = concentrations(pump);
        double[] rates = rates(functions, graphs, Map.of(pump.key(pump.ion()), concentrations));
        if (Arrays.stream(rates).distinct().count() == 1) {
            return rates[0] == 0
                    ? Check.skipped(name, "without membrane currents it neither removes ions nor brings any")
                    : wrong(
                            name,
                            "the removal rate is %g mM/ms whatever %s is, without membrane currents too, so there is no"
                                    + " rest",
                            rates[0],
                            pump.ion());
        }
        int top = rates.length - 1;
        if (rates[top] < 0) {
            return wrong(
                    name,
                    "from %s = %g mM the concentration rises further, for the removal rate is %g mM/ms; it is -dc/dt,"
                            + " positive where ions leave",
                    pump.ion(),
                    concentrations[top],
                    rates[top]);
        }
        if (rates[0] > 0) {
            return wrong(name, "at %s = 0 mM ions are still removed, %g mM/ms", pump.ion(), rates[0]);
        }
        for (int i = 1; i < rates.length; i++) {
            if (rates[i] < 0 && rates[i - 1] > 0) {
                return wrong(
                        name,
                        "near %s = %g mM the concentration runs away: the removal rate is positive below and negative"
                                + " above",
                        pump.ion(),
                        concentrations[i]);
            }
        }
        return Check.of(name, Outcome.WRONG, List.of());
    }

    /** Checks that inward currents, which are negative and bring cations in, lower the removal rate. */
    static Check bringsIons(String name, IonPump pump, MechanismFunctions functions, Map<String, Graph> graphs) {
        List<String> findings = new ArrayList<>();
        boolean any = false;
        for (String cation : List.of("Ca", "Na", "K")) {
            for (String current : TracedFunctions.used(graphs.get(functions.densityName()))) {
                boolean isOwn = pump.ion().startsWith(cation) && current.matches("i_?" + cation + "([^a-z].*)?");
                if (isOwn) {
                    any = true;
                    double still = rates(functions, graphs, Map.of())[0];
                    double driven = rates(functions, graphs, Map.of(current, new double[] {INWARD}))[0];
                    if (!(driven < still)) {
                        findings.add(String.format(
                                Locale.ROOT,
                                "an inward current %s (%g mA/cm2) does not raise %s: the removal rate goes from %g to"
                                        + " %g mM/ms",
                                current,
                                INWARD,
                                pump.ion(),
                                still,
                                driven));
                    }
                }
            }
        }
        return any
                ? Check.of(name, Outcome.WRONG, findings)
                : Check.skipped(name, "it reads no membrane current of its ion");
    }

    private static double[] rates(
            MechanismFunctions functions, Map<String, Graph> graphs, Map<String, double[]> given) {
        return functions
                .evaluate(graphs.get(functions.densityName()), new HashMap<>(given))
                .get(TracedFunctions.CURRENT);
    }

    /** The concentrations of the check: 0, then up to ten thousand times the initial concentration. */
    private static double[] concentrations(IonPump pump) {
        double initial = pump.states().stream()
                .filter(state -> state.name().equals(pump.ion()))
                .mapToDouble(Declaration::value)
                .findFirst()
                .orElse(0);
        double middle = initial > 0 ? initial : 1e-4;
        int most = DECADES * PER_DECADE;
        return IntStream.rangeClosed(-most - 1, most)
                .mapToDouble(i -> i < -most ? 0 : middle * Math.pow(10, i / (double) PER_DECADE))
                .toArray();
    }

    private static Check wrong(String name, String format, Object... values) {
        return Check.of(name, Outcome.WRONG, List.of(String.format(Locale.ROOT, format, values)));
    }
}
