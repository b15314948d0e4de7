package dev.huxley.inspect;

import static dev.huxley.inspect.JetRates.constant;
import static dev.huxley.inspect.JetRates.exponential;
import static dev.huxley.inspect.JetRates.linoid;
import static dev.huxley.inspect.JetRates.remembered;
import static dev.huxley.inspect.JetRates.sigmoid;
import static dev.huxley.inspect.PublishedEquations.GATE;
import static dev.huxley.inspect.PublishedEquations.MICROMOLAR;
import static dev.huxley.inspect.PublishedEquations.TIME_STEP;
import static dev.huxley.inspect.PublishedEquations.opened;

import java.util.List;
import java.util.function.UnaryOperator;

/** The equations of cells of the retina and their synapses, see {@link PublishedEquations}. */
final class PublishedRetina {
    /** The number (mV) by which rates are shifted. */
    private static final double SHIFT = 1e-6;

    /** The area (um2) of a compartment as it is by default. */
    private static final double AREA = 2 * Math.PI * 10;

    private final PublishedEquations equations;

    PublishedRetina(PublishedEquations equations) {
        this.equations = equations;
    }

    void add() {
        usui();
        kamiyama();
        ribbon();
    }

    // ---- with the shift; rates in 1/s ----

    private static UnaryOperator<Jet> perSecond(UnaryOperator<Jet> rate) {
        return v -> rate.apply(v.plus(SHIFT)).over(1000);
    }

    private void shifted(String gate, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        equations.rates(gate, perSecond(alpha), perSecond(beta));
    }

    private void immediate(String gate, UnaryOperator<Jet> steady) {
        equations.put("steady state/" + gate, v -> steady.apply(v.plus(SHIFT)));
        equations.put("update/" + gate, v -> steady.apply(v.plus(SHIFT)));
    }

    private void hyper(double conductance, double reversal, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        List<String> states = List.of("C1", "C2", "O1", "O2", "O3");
        UnaryOperator<Jet> opens = remembered(v -> opened(v, perSecond(alpha), perSecond(beta)));
        for (int k = 0; k < states.size(); k++) {
            int open = k;
            equations.put("update/" + states.get(k), v -> PublishedEquations.binomial(4, open, opens.apply(v)));
        }
        equations.steadyChain(states, constant(1), perSecond(alpha), perSecond(beta));
        equations.current(v -> v.plus(-reversal).times(3 * GATE * conductance));
    }

    private static UnaryOperator<Jet> plus(UnaryOperator<Jet> rate, double number) {
        return v -> rate.apply(v).plus(number);
    }

    private void usui() {
        equations.mechanism("usui", "Leak");
        equations.ohmic(2.3e-4, 0, -21);
        equations.mechanism("usui", "Kv");
        shifted("m", sigmoid(400, 15, 36), exponential(1, 0, -13));
        shifted("h", exponential(3e-4, 0, -7), plus(sigmoid(80, -115, -15), 0.02));
        equations.ohmic(2e-3, 4, -58);
        equations.mechanism("usui", "KA");
        shifted("m", sigmoid(2400, 50, 28), exponential(12, 0, -10));
        shifted("h", exponential(0.045, 0, -13), sigmoid(75, -30, 15));
        equations.ohmic(0.035, 4, -58);
        equations.mechanism("usui", "Hyper");
        hyper(9.75e-4, -17.7, sigmoid(3, -110, -15), sigmoid(1.5, -115, 15));
        equations.mechanism("usui", "Ca");
        shifted("m", linoid(12000, -1, 120, 25, 0), sigmoid(40000, -68, -25));
        immediate("h", sigmoid(1, 50, -11));
        equations.ohmic(1.1e-3, 5, 40);
        equations.mechanism("usui", "CaPump");
        equations.mechanism("usui", "CaNernstReversal");
        equations.mechanism("usui", "KCa");
        shifted("m", linoid(100, -1, 230, 52, 0), exponential(120, 0, -95));
        immediate("n", constant(MICROMOLAR / (MICROMOLAR + 0.2)));
        equations.ohmic(8.5e-3, 3, -58);
    }

    private void kamiyama() {
        equations.mechanism("kamiyama", "Leak");
        equations.ohmic(3.5e-4, 0, -77);
        equations.mechanism("kamiyama", "Kv");
        shifted("m", linoid(5, -1, 100, 42, 0), exponential(9, 20, -40));
        shifted("h", exponential(0.15, 0, -22), sigmoid(0.4125, 10, 7));
        equations.ohmic(2e-3, 4, -74);
        equations.mechanism("kamiyama", "Hyper");
        hyper(3e-3, -32, sigmoid(8, -78, -14), sigmoid(18, -8, 19));
        equations.mechanism("kamiyama", "Ca");
        shifted("m", linoid(3, -1, 80, 25, 0), sigmoid(10, -38, -7));
        immediate("h", sigmoid(1, 40, -18));
        equations.ohmic(7e-4, 5, 40);
        equations.mechanism("kamiyama", "CaPump");
        equations.mechanism("kamiyama", "CaNernstReversal");
        equations.mechanism("kamiyama", "KCa");
        shifted("m", linoid(15, -1, 80, 40, 0), exponential(20, 0, -35));
        immediate("n", constant(MICROMOLAR / (MICROMOLAR + 0.3)));
        equations.ohmic(5e-3, 3, -74);
        equations.mechanism("kamiyama", "ClCa");
        immediate("m", constant(1 / (1 + Math.exp((0.37 - MICROMOLAR) / 0.09))));
        equations.ohmic(2e-3, 1, -20);
        equations.mechanism("kamiyama", "Phototransduction");
        double open = Math.pow(MICROMOLAR, 3) / (Math.pow(MICROMOLAR, 3) + 1000);
        equations.current(v -> Jet.of(1)
                .minus(v.plus(-8.5).over(17).exp())
                .times(-0.1 * 5040 * open)
                .over(AREA));
    }

    private void ribbon() {
        equations.mechanism("ribbon", "RibbonSynapse");
        equations.ofPost(1e-6 * 0.75, 0);
        equations.mechanism("ribbon", "Ribbon_mGluR6");
        equations.ofPost(1.65e-3 * GATE, -11.5);
        equations.mechanism("ribbon", "FeedbackRibbon");
        equations.put("current/post", v -> v.times(1e-4 * 0.75).plus(v.plus(28).times(0.5e-3 * GATE)));
        equations.put("update/vShiftEph/post", v -> v.plus(35).times(0.18));
        equations.put(
                "update/Panx1_OpenProb/post", v -> implicit(sigmoid(1, -55, 3).apply(v), 200));
        UnaryOperator<Jet> gaba = v -> implicit(sigmoid(1, -55, 3).apply(v), 2e4);
        equations.put("update/GABA_OpenProb/post", gaba);
        equations.put("update/iGABA/post", v -> gaba.apply(v).times(v.plus(28)).times(0.5));
    }

    /** A gate after a backward Euler step. */
    private static Jet implicit(Jet steady, double tau) {
        double part = TIME_STEP / tau;
        return steady.times(part).plus(GATE).over(1 + part);
    }
}
