package dev.huxley.mechanism.ribbon;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.LocalValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The vesicles of a ribbon: released ones, and those in the readily releasable, the intermediate and the reserve pool
 * (Schröder et al., eLife 10, 2021). Their number never changes.
 */
final class Vesicles {
    static final List<String> STATES = List.of("exo", "RRP", "IP", "RP");

    /** The unit of the states. */
    static final String UNIT = "vesicles";

    /** The parameters with their defaults, in vesicles/ms and vesicles. */
    static final Map<String, Double> RATES = ordered("e_max", 1.5, "r_max", 2.0, "i_max", 4.0);

    static final Map<String, Double> POOLS = ordered("RRP_max", 3.0, "IP_max", 10.0, "RP_max", 25.0);

    static final Map<String, Double> INITIAL = ordered("exo", 0.75, "RRP", 1.5, "IP", 5.0, "RP", 12.5);

    static final String EQUATIONS =
            """
            dexo/dt = fuse - retrieve, dRRP/dt = prime - fuse, dIP/dt = recruit - prime, dRP/dt = retrieve - recruit
            fuse = e_max p RRP / RRP_max, prime = i_max (1 - RRP / RRP_max) IP / IP_max
            recruit = r_max (1 - IP / IP_max) RP / RP_max, retrieve = d_max exo
            """;

    private Vesicles() {}

    /** The rates of change (1/ms) of the pools, where a part of the release sites is open. */
    static Map<String, Dual> rates(LocalValues values, NDArray open, Map<String, Dual> y) {
        Dual ready = y.get("RRP").div(values.get("RRP_max"));
        Dual near = y.get("IP").div(values.get("IP_max"));
        Dual reserve = y.get("RP").div(values.get("RP_max"));
        Dual fuse = ready.mul(open.mul(values.get("e_max")));
        Dual prime = ready.neg().add(1).mul(near).mul(values.get("i_max"));
        Dual recruit = near.neg().add(1).mul(reserve).mul(values.get("r_max"));
        Dual retrieve = y.get("exo").mul(values.get("d_max"));
        Map<String, Dual> rates = new LinkedHashMap<>();
        rates.put("exo", fuse.sub(retrieve));
        rates.put("RRP", prime.sub(fuse));
        rates.put("IP", recruit.sub(prime));
        rates.put("RP", retrieve.sub(recruit));
        return rates;
    }

    private static Map<String, Double> ordered(Object... namesAndValues) {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return map;
    }
}
