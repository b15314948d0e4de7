package dev.huxley.inspect;

import static dev.huxley.inspect.JetRates.constant;
import static dev.huxley.inspect.JetRates.exponential;
import static dev.huxley.inspect.JetRates.linoid;
import static dev.huxley.inspect.JetRates.sigmoid;
import static dev.huxley.inspect.PublishedEquations.MICROMOLAR;

import java.util.function.UnaryOperator;

/** The equations of the libraries of cells of the retina, for {@link PublishedEquations}. */
final class RetinalEquations {
    /** The number of mV by which the authors' implementation shifts the voltage of gates. */
    private static final double SHIFT = 1e-6;

    private final PublishedEquations all;

    RetinalEquations(PublishedEquations all) {
        this.all = all;
    }

    void add() {
        aoyama();
        benison();
        liu();
        phototransduction();
    }

    private static UnaryOperator<Jet> shifted(UnaryOperator<Jet> rate) {
        return v -> rate.apply(v.plus(SHIFT));
    }

    private void rates(String gate, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        all.rates(gate, shifted(alpha), shifted(beta));
    }

    private void ratesPerSecond(String gate, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        rates(gate, v -> alpha.apply(v).over(1000), v -> beta.apply(v).over(1000));
    }

    private void atOnce(String gate, UnaryOperator<Jet> steady) {
        all.put("steady state/" + gate, steady);
        all.put("update/" + gate, steady);
    }

    private void aoyama() {
        all.mechanism("aoyama", "Leak");
        all.ohmic(5e-4, 0, -80);
        all.mechanism("aoyama", "Na");
        ratesPerSecond("m", linoid(200, -1, 38, 25, 0), exponential(2000, -55, -18));
        ratesPerSecond("h", exponential(1000, -80, -8), sigmoid(800, 80, 75));
        all.ohmic(2.4e-3, 4, 55);
        all.mechanism("aoyama", "Kdr");
        ratesPerSecond("m", linoid(0.4, -1, 65, 50, 0), exponential(4.8, 45, -85));
        ratesPerSecond("h", sigmoid(1500, -92, -7), v -> sigmoid(80, -100, -15)
                .apply(v)
                .plus(0.02));
        all.ohmic(4.5e-3, 5, -80);
        all.mechanism("aoyama", "Kto");
        ratesPerSecond("m", sigmoid(2400, 50, 28), exponential(80, 0, -36));
        ratesPerSecond("h", exponential(1, 0, -60), sigmoid(20, -40, 5));
        all.ohmic(0.015, 4, -80);
        all.mechanism("aoyama", "Kar");
        atOnce("m", shifted(sigmoid(1, -60, -12)));
        all.ohmic(4.5e-3, 5, -80);
        all.mechanism("aoyama", "Ca");
        ratesPerSecond("m", linoid(240, -1, 68, 21, 0), sigmoid(800, -55, -55));
        all.ohmic(9e-3, 4, 54.176);
    }

    private void benison() {
        all.mechanism("benison", "Leak");
        all.ohmic(2.5e-4, 0, -60);
        all.mechanism("benison", "Na");
        rates("m", linoid(0.5, -1, -29, 1 / 0.18, 0), exponential(6, -45, -15));
        rates("h", exponential(0.15, -47, -20), sigmoid(2.8, -20, 10));
        all.ohmic(0.15, 4, 75);
        all.mechanism("benison", "Kdr");
        rates("m", linoid(0.0065, -1, -30, 10, 0), exponential(0.083, -15, -15));
        all.ohmic(0.075, 4, -85);
        all.mechanism("benison", "KA");
        rates("m", linoid(0.02, -1, -15, 1 / 0.12, 0), exponential(0.05, -1, -30));
        all.relaxation("h", shifted(sigmoid(1, -62, -6.35)), constant(25));
        all.ohmic(1.5e-3, 4, -85);
        all.mechanism("benison", "CaL");
        rates("m", linoid(0.061, -1, 3, 12.5, 0), exponential(0.058, 10, -15));
        all.ohmic(2e-3, 2, 125);
        all.mechanism("benison", "CaN");
        rates("m", linoid(0.1, -1, 20, 10, 0), exponential(0.4, -25, -18));
        rates("h", exponential(0.01, -50, -10), sigmoid(0.1, -17, 17));
        all.ohmic(1.5e-3, 3, 125);
        all.mechanism("benison", "KCa");
        double x = Math.pow(1e-4 / 6e-4, 2);
        all.current(v -> v.plus(85).times(2e-3 * x / (1 + x)));
        all.mechanism("benison", "CaPumpNS");
        all.mechanism("benison", "CaNernstReversal");
    }

    private void liu() {
        all.mechanism("liu", "Leak");
        all.ohmic(5.2e-4, 0, -74);
        all.mechanism("liu", "Kx");
        rates("n", exponential(6.6e-4, -49.9, 11.4), exponential(6.6e-4, -49.9, -11.4));
        all.ohmic(1.04e-3, 1, -74);
        all.mechanism("liu", "Kv");
        rates("n", linoid(0.005, -1, 20, 22, 0), exponential(0.0625, 0, -80));
        all.ohmic(0.01, 4, -74);
        all.mechanism("liu", "Hyper");
        all.rates("n", exponential(0.001, -75, -10.6), exponential(0.001, -75, 10.6));
        all.ohmic(2.5e-3, 1, -32);
        all.mechanism("liu", "Ca");
        rates("m", exponential(0.1, -10, 12), exponential(0.1, -10, -12));
        rates("h", exponential(5e-4, 11, -18), exponential(0.01, 11, 18));
        all.ohmic(4e-3, 2, 40);
        all.mechanism("liu", "KCa");
        // Of 2 uM of calcium, which is the default.
        atOnce("n", constant(1 / (1 + Math.pow(3.32 / 2, 4))));
        all.ohmic(5e-3, 4, -74);
        all.mechanism("liu", "ClCa");
        atOnce("n", constant(1 / (1 + Math.pow(1.0 / 2, 4))));
        all.ohmic(1.3e-3, 1, -20);
        all.mechanism("liu", "CaPump");
        all.mechanism("liu", "CaNernstReversal");
    }

    private void phototransduction() {
        double area = 20 * Math.PI;
        all.mechanism("torre", "Phototransduction");
        double open = 5040 * Math.pow(MICROMOLAR, 3) / (Math.pow(MICROMOLAR, 3) + 1000);
        all.current(v -> exponential(1, 8.5, 17).apply(v).plus(-1).times(0.1 * open / area));
        all.mechanism("chen", "Phototransduction");
    }
}
