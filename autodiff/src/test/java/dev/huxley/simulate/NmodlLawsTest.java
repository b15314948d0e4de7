package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.inspect.CheckReport;
import dev.huxley.inspect.MechanismCheck;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported mechanisms keep the laws of all others: gradients, finite rates, storage. */
@Tag("names-engines")
class NmodlLawsTest {
    private static final double DT = 0.1;
    private static final int STEPS = 12;
    private static final List<String> FILES = List.of(
            "nafast",
            "kdr",
            "ka",
            "ih",
            "cahva",
            "capool",
            "sk",
            "nap",
            "kmtab",
            "catghk",
            "namarkov",
            "kmarkov",
            "karray",
            "capump",
            "cashells");

    private static final List<String> POOLS = List.of("capool", "capump", "cashells");

    /** Compared with numbers only, used nowhere, or used by INITIAL alone. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("nap_kind", "nap_unused", "capump_cai0", "cashells_total");

    @TempDir
    Path folder;

    static Stream<Arguments> filesAndEngines() {
        return FILES.stream()
                .flatMap(file -> Stream.of("torch", "llvm").map(engine -> Arguments.of(file, engine)))
                // Twelve states that are solved together: PyTorch would take two minutes operation by operation.
                .filter(each -> !List.of(each.get()).equals(List.of("cashells", "torch")));
    }

    /**
     * The gradient by every parameter, initial state and the compartment, also through implicit steps, whose adjoint is
     * that of the implicit function theorem.
     */
    @ParameterizedTest
    @MethodSource("filesAndEngines")
    void gradientEqualsCentralDifference(String file, String engine) {
        NmodlChannel mechanism = Nmodl.parse(ModFiles.text(file));
        Cell cell = cell(mechanism);
        List<String> keys = new ArrayList<>(List.of("v", "radius"));
        for (Declaration declaration : mechanism.declarations()) {
            if (!WITHOUT_EFFECT.contains(declaration.key())) {
                keys.add(declaration.key());
            }
        }
        cell.record("v");
        mechanism.states().stream().filter(Declaration::isScalar).forEach(state -> cell.record(state.key()));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .tMax((STEPS - 0.5) * DT)
                        .engine(engine)
                        .build()) {
            NDArray weights = weights(manager, simulation.run(manager));
            NDArray one = manager.create(new double[] {1});
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, GradientCheck.leaf(manager, cell.get(key)));
            }
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    NDArray value = values.get(key);
                    long elements = value.size();
                    inputs = inputs.with(cell, key, elements == 1 ? value : value.reshape(new Shape(1, elements)));
                }
                return simulation
                        .run(manager, inputs)
                        .mul(weights)
                        .add(one)
                        .square()
                        .sum();
            });
        }
    }

    /** Weights that differ from sample to sample, so that errors cannot cancel, and make all traces about equally large. */
    private static NDArray weights(NDManager manager, NDArray traces) {
        int columns = (int) traces.getShape().get(1);
        double[] values = traces.toDoubleArray();
        double[] weights = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns * columns;
            double largest = Arrays.stream(values, row, row + columns)
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            assertTrue(Double.isFinite(largest) && largest > 0, "a trace is not finite, or all zero");
            weights[i] = (0.5 + (i - row) / (double) columns) / largest;
        }
        return manager.create(weights, traces.getShape());
    }

    /** A cell where every parameter matters: states away from rest, no parameter 0, a voltage near no branch of a rate. */
    private static Cell cell(NmodlChannel mechanism) {
        Cell cell = new Cell(new Compartment());
        if (POOLS.contains(mechanism.name())) {
            cell.insert(Nmodl.parse(ModFiles.text("cahva")));
        }
        cell.insert(mechanism);
        cell.insert(new Leak("Background"));
        cell.set("Background_gLeak", 1e-3);
        cell.set("Background_eLeak", -45);
        cell.set("v", -43.7);
        for (MembraneMechanism inserted : cell.channels()) {
            for (Declaration parameter : inserted.parameters()) {
                if (parameter.isScalar() && parameter.value() == 0) {
                    cell.set(parameter.key(), 3);
                }
            }
            for (Declaration state : inserted.states()) {
                cell.set(state.key(), start(state));
            }
        }
        if (POOLS.contains(mechanism.name())) {
            // Buffers and pumps that are far from balance drive concentrations below 0.
            SteadyState.apply(cell);
        }
        if (mechanism.name().equals("sk")) {
            cell.set("sk_gbar", 0.02);
        }
        cell.stimulate(Waveform.of(time -> 0.003, DT, STEPS * DT));
        return cell;
    }

    private static double start(Declaration state) {
        return switch (state.unit()) {
            case "1" -> 0.35;
            case "mM" -> state.isScalar() ? Math.max(state.value(), 4e-4) : 4e-4;
            case "mV" -> 110;
            default -> 2;
        };
    }

    /** The checker of own mechanisms finds nothing: no rate is 0/0, no gradient NaN or wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"nafast", "kdr", "ka", "ih", "cahva", "sk", "kmtab", "catghk", "kmarkov"})
    void theCheckerFindsNoFault(String file) {
        CheckReport report = MechanismCheck.of(Nmodl.parse(ModFiles.text(file)), "ica", "ina", "ik");
        assertTrue(report.passed(), report.toString());
    }

    /** A file without any guard is finite, with its gradient, where its rates are 0/0. */
    @Test
    void unguardedRatesAreFiniteAtTheirSingularVoltage() {
        NmodlChannel channel = Nmodl.parse(
                """
                NEURON { SUFFIX bare NONSPECIFIC_CURRENT i RANGE g }
                PARAMETER { g = 0.01 (S/cm2) }
                ASSIGNED { v (mV) i (mA/cm2) }
                STATE { m n }
                BREAKPOINT { SOLVE s METHOD cnexp i = g*m*n*(v + 77) }
                INITIAL { m = a(v)/(a(v) + 0.1) n = b(v)/(b(v) + 0.125) }
                DERIVATIVE s {
                    m' = a(v)*(1 - m) - 0.1*m
                    n' = b(v)*(1 - n) - 0.125*n
                }
                FUNCTION b(v (mV)) { b = 0.01*(10 - (v + 65))/(exp((10 - (v + 65))/10) - 1) }
                FUNCTION a(v (mV)) { a = -0.1*(v + 40)/(exp(-(v + 40)/10) - 1) }
                """);
        CheckReport report = MechanismCheck.of(channel);
        assertTrue(report.passed(), report.toString());
    }

    /** Hodgkin's and Huxley's equations read from a file give the traces of the class of the same equations. */
    @Test
    void anImportedChannelEqualsTheBuiltInOne() {
        Cell own = new Cell(new Compartment());
        own.insert(new HH());
        Cell imported = new Cell(new Compartment());
        imported.insert(Nmodl.parse(ModFiles.text("nafast")));
        imported.insert(Nmodl.parse(ModFiles.text("kdr")));
        imported.insert(new Leak());
        imported.set("Leak_gLeak", own.get("HH_gLeak")[0]);
        imported.set("Leak_eLeak", own.get("HH_eLeak")[0]);
        imported.set("ena", own.get("HH_eNa")[0]);
        imported.set("ek", own.get("HH_eK")[0]);
        imported.set("nafast_gbar", own.get("HH_gNa")[0]);
        imported.set("kdr_gbar", own.get("HH_gK")[0]);
        double[][] traces = new double[2][];
        for (int i = 0; i < 2; i++) {
            Cell cell = i == 0 ? own : imported;
            cell.set("v", -65);
            SteadyState.apply(cell);
            cell.stimulate(Waveform.step(1, 8, 0.05, 0.025, 20));
            cell.record("v");
            traces[i] = NeuronModels.run(cell, 0.025, 20)[0];
        }
        assertTrue(Arrays.stream(traces[0]).max().orElseThrow() > 20, "no spike");
        assertArrayEquals(traces[0], traces[1], 1e-8);
    }

    /** A file with the currents of two ions and of none gives the trace of the built-in channel, and each current apart. */
    @Test
    void currentsOfSeveralIonsAreApart() {
        Cell own = new Cell(new Compartment());
        own.insert(new HH());
        Cell imported = new Cell(new Compartment());
        imported.insert(
                Nmodl.parse(
                        """
                NEURON {
                    SUFFIX squid
                    USEION na READ ena WRITE ina
                    USEION k READ ek WRITE ik
                    NONSPECIFIC_CURRENT il
                }
                PARAMETER { gna = 0.12 gk = 0.036 gl = 3e-4 el = -54.3 }
                ASSIGNED { v ena ek ina ik il minf mtau hinf htau ninf ntau }
                STATE { m h n }
                BREAKPOINT {
                    SOLVE states METHOD cnexp
                    ina = gna*m*m*m*h*(v - ena)
                    ik = gk*n^4*(v - ek)
                    il = gl*(v - el)
                }
                INITIAL { rates(v) m = minf h = hinf n = ninf }
                DERIVATIVE states { rates(v) m' = (minf - m)/mtau h' = (hinf - h)/htau n' = (ninf - n)/ntau }
                PROCEDURE rates(v) { LOCAL a, b
                    TABLE minf, mtau, hinf, htau, ninf, ntau FROM -100 TO 100 WITH 200
                    if (v == -40) { v = v + 0.0001 }
                    a = .1*(v + 40)/(1 - exp(-(v + 40)/10)) b = 4*exp(-(v + 65)/18) mtau = 1/(a + b) minf = a/(a + b)
                    a = .07*exp(-(v + 65)/20) b = 1/(exp(-(v + 35)/10) + 1) htau = 1/(a + b) hinf = a/(a + b)
                    a = .01*(v + 55)/(1 - exp(-(v + 55)/10)) b = .125*exp(-(v + 65)/80) ntau = 1/(a + b) ninf = a/(a + b)
                }
                """));
        imported.set("ena", own.get("HH_eNa")[0]);
        imported.set("ek", own.get("HH_eK")[0]);
        double[][][] traces = new double[2][][];
        for (int i = 0; i < 2; i++) {
            Cell cell = i == 0 ? own : imported;
            cell.set("v", -65);
            SteadyState.apply(cell);
            cell.stimulate(Waveform.step(1, 8, 0.05, 0.025, 20));
            cell.record("v");
            if (i == 0) {
                cell.record("i_HH");
            } else {
                List.of("ina", "ik", "i_squid", "squid_n").forEach(cell::record);
            }
            traces[i] = NeuronModels.run(cell, 0.025, 20);
        }
        double[] v = traces[1][0];
        assertTrue(Arrays.stream(v).max().orElseThrow() > 20, "no spike");
        assertArrayEquals(traces[0][0], v, 1e-8);
        for (int k = 1; k < v.length; k++) {
            double sum = traces[1][1][k] + traces[1][2][k] + traces[1][3][k];
            assertEquals(traces[0][1][k], sum, 1e-9, "sum of the currents in step " + k);
            double n = traces[1][4][k];
            // The current of a step is that at its beginning.
            double potassium = 0.036 * n * n * n * n * (v[k - 1] - imported.get("ek")[0]);
            assertEquals(potassium, traces[1][2][k], 1e-12, "potassium current in step " + k);
        }
    }

    /** A stored model holds the text of its mechanisms: it needs no file beside it. */
    @Test
    void aStoredModelHoldsTheText() {
        Cell cell = cell(Nmodl.parse(ModFiles.text("cashells")));
        cell.record("v");
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(cell, file);
        Cell read = ModelFile.readCell(file);
        assertEquals(
                ModFiles.text("cashells"),
                ((NmodlChannel) read.channels().stream()
                                .filter(mechanism -> mechanism.name().equals("cashells"))
                                .findFirst()
                                .orElseThrow())
                        .source());
        assertArrayEquals(NeuronModels.run(cell, DT, 2)[0], NeuronModels.run(read, DT, 2)[0]);
    }

    /** A concentration that nothing but a pump changes decays as the equation says. */
    @Test
    void aPoolDecaysExponentially() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(ModFiles.text("capool")));
        cell.set("cai", 1.1e-3);
        cell.record("cai");
        double[] trace = NeuronModels.run(cell, 0.5, 80)[0];
        for (int i = 0; i < trace.length; i++) {
            assertEquals(1e-4 + 1e-3 * Math.exp(-i * 0.5 / 80), trace[i], 1e-15, "cai after " + i * 0.5 + " ms");
        }
        assertEquals(160, trace.length - 1);
    }

    /** An equation that NEURON's cnexp integrates wrongly, s' = s (1 - s) / tau, follows the logistic function. */
    @Test
    void anEquationThatIsNotLinearIsSolvedImplicitly() {
        NmodlChannel logistic = Nmodl.parse(
                """
                NEURON { SUFFIX logistic NONSPECIFIC_CURRENT i }
                ASSIGNED { v (mV) i (mA/cm2) }
                STATE { s START 0.5 }
                BREAKPOINT { SOLVE d METHOD cnexp i = 0 }
                DERIVATIVE d { s' = .3*s*(1 - s) }
                """);
        assertTrue(
                logistic.warnings().toString().contains("not linear"),
                logistic.warnings().toString());
        Cell cell = new Cell(new Compartment());
        cell.insert(logistic);
        cell.record("logistic_s");
        double[] coarse = NeuronModels.run(cell, 0.02, 5)[0];
        double[] fine = NeuronModels.run(cell, 0.01, 5)[0];
        double want = 1 / (1 + Math.exp(-0.3 * 5));
        double first = coarse[250] - want;
        double second = fine[500] - want;
        assertEquals(2, first / second, 0.02, "errors " + first + " and " + second + " at half the step");
    }
}
