package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import java.util.Map;

/**
 * Channels and pumps of random cells. Together they depend on each other in every way that there is: parameters, states and currents
 * that several share, states that several advance, currents of the step before, geometry, and the voltage as a state.
 */
final class RandomChannels {
    private RandomChannels() {}

    /** One of many alike, so that neighbors may have different sets of them. */
    static final class Numbered extends Channel {
        Numbered(int number) {
            super("Numbered" + number);
            parameter("g", 1e-3 / (1 + number), "S/cm2");
            parameter("e", -90 + 35 * number, "mV");
            state("x", 0.1 + 0.1 * number);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray steady = Rates.boltzmann(membrane.voltage().add(55).div(9));
            NDArray tau = membrane.voltage().div(40).tanh().add(1.5);
            return Map.of("x", Gates.stepTowards(membrane.get("x"), membrane.timeStep(), steady, tau));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g")
                    .mul(membrane.get("x"))
                    .mul(membrane.voltage().sub(membrane.get("e")));
        }
    }

    /** A current that grows with the sodium and potassium currents of the step before, and leaks itself into its level. */
    static final class Adapting extends Channel {
        Adapting() {
            super("Adapting");
            parameter("g", 2e-4, "S/cm2");
            state("level", 0.1);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray load = membrane.get("i_HH").mul(20).add(membrane.get("i_Adapting"));
            NDArray drive = load.mul(10)
                    .tanh()
                    .add(membrane.voltage().add(65).div(12).getNDArrayInternal().sigmoid());
            return Map.of("level", membrane.get("level").mul(0.98).add(drive.mul(0.02)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray gate =
                    membrane.get("level").abs().add(0.01).log().exp().sqrt().maximum(0.05);
            return membrane.get("g").mul(gate).mul(membrane.voltage().add(85));
        }
    }

    /** A calcium current; two channels carry it under one name and share its reversal potential. */
    static final class FastCalcium extends Channel {
        FastCalcium() {
            super("FastCalcium");
            parameter("g", 3e-4, "S/cm2");
            sharedParameter("eCa", 120, "mV");
            state("m", 0.05);
        }

        @Override
        public String currentName() {
            return "i_Ca";
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray alpha = Rates.linearOverExponential(
                            membrane.voltage().add(27).neg(), 3.8)
                    .mul(0.055);
            NDArray beta = Rates.exp(membrane.voltage().add(75).div(-17)).mul(0.94);
            return Map.of("m", Gates.step(membrane.get("m"), membrane.timeStep(), alpha, beta));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g")
                    .mul(membrane.get("m").square())
                    .mul(membrane.voltage().sub(membrane.get("eCa")));
        }
    }

    /** The other calcium current: without states of its own, inactivated by the concentration that others advance. */
    static final class SlowCalcium extends Channel {
        SlowCalcium() {
            super("SlowCalcium");
            parameter("p", 2e-4, "S/cm2");
            sharedParameter("eCa", 120, "mV");
            sharedState("calcium", 0.1, "mM");
        }

        @Override
        public String currentName() {
            return "i_Ca";
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray open = NDArrays.div(1, membrane.get("calcium").mul(3).add(1));
            return membrane.get("p").mul(open).mul(membrane.voltage().sub(membrane.get("eCa")));
        }
    }

    /** A calcium concentration fed by the calcium currents of the step before, as a shell under the membrane. */
    static final class CalciumPool extends Channel {
        CalciumPool() {
            super("CalciumPool");
            parameter("tau", 20, "ms");
            sharedState("calcium", 0.1, "mM");
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray calcium = membrane.get("calcium");
            NDArray influx = membrane.get("i_Ca").mul(-2).div(membrane.get("radius"));
            NDArray decay = calcium.sub(0.05).div(membrane.get("tau"));
            return Map.of(
                    "calcium",
                    calcium.add(influx.sub(decay).mul(membrane.timeStep())).maximum(1e-3));
        }

        /** A pump: it does not depend on the voltage. */
        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("calcium").mul(1e-4).tanh();
        }
    }

    /** Advances the same concentration a second time in the same step, and a state of its own beside it. */
    static final class CalciumBuffer extends Channel {
        CalciumBuffer() {
            super("CalciumBuffer");
            sharedState("calcium", 0.1, "mM");
            state("bound", 0.02, "mM");
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray flow = membrane.get("calcium")
                    .mul(0.02)
                    .sub(membrane.get("bound").mul(0.05))
                    .mul(membrane.timeStep());
            return Map.of(
                    "calcium", membrane.get("calcium").sub(flow),
                    "bound", membrane.get("bound").add(flow));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("bound").mul(1e-5).mul(membrane.voltage().add(20));
        }
    }

    /** A potassium current opened by calcium and voltage, per surface: with powers, roots and the whole geometry. */
    static final class CalciumGated extends Channel {
        CalciumGated() {
            super("CalciumGated");
            parameter("g", 5e-4, "S/cm2");
            parameter("power", 1.7, "1");
            sharedState("calcium", 0.1, "mM");
            state("w", 0.2);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray raised = membrane.get("calcium").mul(8).pow(membrane.get("power"));
            NDArray steady = raised.div(raised.add(1));
            NDArray late = NDArrays.where(membrane.voltage().gt(-50.123), steady, steady.mul(0.9));
            NDArray w = membrane.get("w");
            return Map.of("w", w.add(late.sub(w).mul(0.03)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray shape = membrane.get("length")
                    .div(membrane.get("area"))
                    .mul(membrane.get("capacitance"))
                    .sqrt();
            return membrane.get("g")
                    .mul(membrane.get("w").pow(3))
                    .mul(shape)
                    .mul(membrane.voltage().add(92));
        }
    }

    /** States that follow the voltage at once, whatever they were, and two that change places; one never changes. */
    static final class Instantaneous extends Channel {
        Instantaneous() {
            super("Instantaneous");
            parameter("g", 1e-4, "S/cm2");
            state("open", 0.3);
            state("left", 0.2);
            state("right", 0.7);
            state("fixed", 0.4);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return Map.of(
                    "open", Rates.boltzmann(membrane.voltage().add(58).div(7)),
                    "left", membrane.get("right"),
                    "right", membrane.get("left"));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray gate = membrane.get("open")
                    .mul(membrane.get("left"))
                    .add(membrane.get("fixed").mul(0.1));
            return membrane.get("g").mul(gate).mul(membrane.voltage().add(70));
        }
    }

    /** Pumps calcium out, whether it diffuses or not; another channel's current of the step before brings it in. */
    static final class CalciumPump extends IonPump {
        CalciumPump() {
            super("CalciumPump");
            parameter("decay", 30, "ms");
            sharedState("calcium", 0.1, "mM");
        }

        @Override
        public String ion() {
            return "calcium";
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            NDArray influx = membrane.get("i_Ca").mul(3).div(membrane.get("radius"));
            return membrane.get("calcium").sub(0.06).div(membrane.get("decay")).add(influx);
        }
    }

    /** A second pump on the same ion, with a saturating rate and a state of its own. */
    static final class SaturatingPump extends IonPump {
        SaturatingPump() {
            super("SaturatingPump");
            parameter("rate", 0.01, "mM/ms");
            sharedState("calcium", 0.1, "mM");
            state("engaged", 0.5);
        }

        @Override
        public String ion() {
            return "calcium";
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray steady = Rates.boltzmann(membrane.get("calcium").sub(0.1).mul(20));
            return Map.of("engaged", membrane.get("engaged").mul(0.9).add(steady.mul(0.1)));
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            NDArray calcium = membrane.get("calcium");
            return membrane.get("rate").mul(membrane.get("engaged")).mul(calcium.div(calcium.add(0.2)));
        }
    }

    /** A current of nothing but a parameter. */
    static final class Constant extends Channel {
        Constant() {
            super("Constant");
            parameter("i", -1e-4, "mA/cm2");
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("i").mul(2);
        }
    }

    /** Sets the voltage back where it is above a threshold, as an integrate-and-fire neuron. */
    static final class Reset extends Channel {
        Reset() {
            super("Reset");
            parameter("threshold", -52.3, "mV");
            sharedState("v", -65, "mV");
            state("spikes", 0);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray v = membrane.voltage();
            NDArray fires = v.gt(membrane.get("threshold"));
            NDArray spikes = membrane.get("spikes");
            return Map.of(
                    "v", NDArrays.where(fires, v.mul(0.1).sub(58), v),
                    "spikes", NDArrays.where(fires, spikes.add(1), spikes));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray sag = membrane.voltage().add(60).div(10).sin().mul(1e-4);
            return sag.add(membrane.get("spikes").mul(1e-4));
        }
    }
}
