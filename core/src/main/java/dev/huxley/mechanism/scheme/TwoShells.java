package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calcium under the membrane and deep in the cell, with a buffer of low and one of high affinity in each of the two
 * volumes, diffusion between them, and the exchangers of the membrane, as in the models of Usui et al. (1996) and Kamiyama
 * et al. (2009). The six concentrations (uM) are advanced together by an implicit step, since the buffers are fast;
 * calcium is conserved but for what crosses the membrane.
 *
 * @param deep the name of the free calcium deep in the cell; that under the membrane is {@code Cas}
 * @param bound the names of the calcium bound by the low buffer and the high buffer under the membrane, and by both deep
 *     in the cell
 * @param volumes the names of the volumes (dm3) under the membrane and deep in the cell
 * @param diffusion the names of the area (dm2) between them and of their distance (dm)
 * @param low the names of the low buffer's rates of binding (1/(s uM)) and release (1/s), and of its total (uM)
 * @param high the names for the high buffer
 * @param shift the shift (mV) of the voltage of the exchanger
 */
public record TwoShells(
        String deep,
        List<String> bound,
        List<String> volumes,
        List<String> diffusion,
        List<String> low,
        List<String> high,
        double shift) {
    private static final String OUTER = "Cas";

    /** pA for mA/cm2 times um2, and uM/s for pA over C/mol and dm3. */
    private static final double PICOAMPERES = 10;

    private static final double MICROMOLAR = 1e-6;

    @Override
    public String toString() {
        return "TwoShells[" + OUTER + ", " + deep + ", " + bound + "]";
    }

    /** The concentrations after a step, with the calcium current of the previous one. */
    public Map<String, NDArray> step(Membrane membrane) {
        // The buffers first: each depends on one free concentration alone, so that elimination keeps the zeros.
        List<String> states = List.of(bound.get(0), bound.get(1), bound.get(2), bound.get(3), OUTER, deep);
        NDArray charge = membrane.get("F").mul(membrane.get(volumes.get(0))).mul(2 / MICROMOLAR);
        NDArray carried = membrane.current("iCa").mul(membrane.get("area")).mul(PICOAMPERES);
        NDArray volt = Rates.exp(membrane.voltage().add(shift).add(14).div(-70));
        NDArray flow = membrane.get("D_Ca").mul(membrane.get(diffusion.get(0))).div(membrane.get(diffusion.get(1)));
        return ImplicitEuler.stepOfAmounts(membrane, membrane.timeStep() / 1000, states, y -> {
            Dual outer = y.get(OUTER);
            Dual inner = y.get(deep);
            Dual excess = outer.sub(membrane.get("Cae"));
            Dual leaves = exchanged(membrane, "Jex", "Kex", excess)
                    .mul(volt)
                    .add(exchanged(membrane, "Jex2", "Kex2", excess))
                    .add(carried);
            Dual diffuses = outer.sub(inner).mul(flow);
            Dual[] binds = new Dual[4];
            for (int i = 0; i < 4; i++) {
                binds[i] = binding(membrane, i % 2 == 0 ? low : high, i < 2 ? outer : inner, y.get(bound.get(i)));
            }
            Map<String, Dual> rates = new LinkedHashMap<>();
            rates.put(
                    OUTER,
                    leaves.div(charge)
                            .add(diffuses.div(membrane.get(volumes.get(0))))
                            .add(binds[0])
                            .add(binds[1])
                            .neg());
            rates.put(
                    deep,
                    diffuses.div(membrane.get(volumes.get(1))).sub(binds[2]).sub(binds[3]));
            for (int i = 0; i < 4; i++) {
                rates.put(bound.get(i), binds[i]);
            }
            return rates;
        });
    }

    /** The calcium that the buffers bind in equilibrium with the free calcium of their volumes. */
    public Map<String, NDArray> equilibrium(Membrane membrane) {
        Map<String, NDArray> states = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            List<String> buffer = i % 2 == 0 ? low : high;
            NDArray free = membrane.get(i < 2 ? OUTER : deep);
            NDArray constant = membrane.get(buffer.get(1)).div(membrane.get(buffer.get(0)));
            states.put(bound.get(i), membrane.get(buffer.get(2)).mul(free).div(free.add(constant)));
        }
        return states;
    }

    /** The current (pA) of an exchanger that saturates. */
    private static Dual exchanged(Membrane membrane, String most, String half, Dual excess) {
        return excess.mul(membrane.get(most)).div(excess.add(membrane.get(half)));
    }

    /** The rate (uM/s) at which a buffer binds calcium. */
    private static Dual binding(Membrane membrane, List<String> buffer, Dual free, Dual bound) {
        Dual empty = Dual.of(membrane.get(buffer.get(2))).sub(bound);
        return free.mul(empty).mul(membrane.get(buffer.get(0))).sub(bound.mul(membrane.get(buffer.get(1))));
    }
}
