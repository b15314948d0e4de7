package dev.huxley.mechanism.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Declaration;
import dev.huxley.testing.ModFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in NMODL become mechanisms, or give one error with all that is wrong in them. */
class NmodlTest {
    private static final String HEAD =
            """
            NEURON {
                SUFFIX x
                USEION k READ ek WRITE ik
                RANGE gbar
            }
            PARAMETER { gbar = 0.01 (S/cm2) }
            ASSIGNED { v (mV) ek (mV) ik (mA/cm2) }
            STATE { n }
            BREAKPOINT {
                SOLVE states METHOD cnexp
                ik = gbar * n * (v - ek)
            }
            """;

    private static final String TAIL = "DERIVATIVE states { n' = (0.5 - n) / 3 }\n";

    @TempDir
    Path folder;

    @Test
    void aFileDeclaresItsParametersStatesAndIons() {
        NmodlChannel channel = Nmodl.parse(ModFiles.text("nafast"));
        assertEquals("nafast", channel.name());
        assertEquals("ina", channel.currentName());
        assertEquals(
                List.of("nafast_gbar 0.12 S/cm2", "nafast_vshift 0.0 mV", "ena 50.0 mV"),
                channel.parameters().stream().map(NmodlTest::text).toList());
        assertEquals(
                List.of("nafast_m 0.0 1", "nafast_h 0.0 1"),
                channel.states().stream().map(NmodlTest::text).toList());
    }

    private static String text(Declaration declaration) {
        return declaration.key() + " " + declaration.value() + " " + declaration.unit();
    }

    /** The constants of physics are NEURON's: CODATA 2018, in the units that a file asks for. */
    @Test
    void aPoolHasTheStatesOfItsIon() {
        NmodlChannel pool = Nmodl.parse(ModFiles.text("capool"));
        assertEquals(
                List.of("eca", "cai", "cao"),
                pool.states().stream().map(Declaration::key).toList());
        assertEquals(12.5 * Math.log(2 / 5e-5), pool.states().iterator().next().value(), 1e-12);
    }

    /** The five errors that people make most, and others: each message names place, thing and remedy. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "DERIVATIVE states { n' = (0.5 - n) / 3 | 13:19: the brace that opens DERIVATIVE states is never closed: a '}' is missing",
                "DERIVATIVE states { n' = (ninf - n) / 3 } | 13:27: 'ninf' is not declared; declare it in PARAMETER, ASSIGNED, STATE or LOCAL",
                "DERIVATIVE states { n' = (0.5 - n) / 3 (ms } | 13:40: the unit that begins here has no ')' on its line",
                "DERIVATIVE states { LOCAL a a = n } | 8:9: the STATE 'n' has no equation that BREAKPOINT solves",
                "DERIVATIVE states { n' = (0.5 - n) / 3 VERBATIM n = random(); ENDVERBATIM } | 13:40: VERBATIM holds C code, which Huxley cannot run",
                "DERIVATIVE state { n' = (0.5 - n) / 3 } | 10:5: SOLVE names the block 'states', which is not there; did you mean 'state'?",
                "DERIVATIVE states { n' = (0.5 - n) / tau(v) } | 13:38: there is no function 'tau'",
                "DERIVATIVE states { n' = abs(v) - n } | 13:26: there is no function 'abs'; C's abs is for integers: write fabs",
                "DERIVATIVE states { n' = 2 v - n } | 13:30: expected '=' behind 'v', which begins a statement here (is an operator missing in front of it?)",
                "DERIVATIVE states { n' = gbar(v) - n } | 13:26: 'gbar' is a variable, and no function; write '*' for a product",
                "DERIVATIVE states { n' = -n dt = 3 } | 13:29: 'dt' cannot be set by a mechanism",
                "DERIVATIVE states { n' = -n t = 3 } | 13:29: 't' cannot be set by a mechanism",
                "DERIVATIVE states { n' = -n net_send(1, 1) } | 13:29: net_send can stand only in NET_RECEIVE or INITIAL, not in DERIVATIVE",
                "DERIVATIVE states { n' = -n } NET_RECEIVE(w) { n = n + w } | 13:31: NET_RECEIVE needs a POINT_PROCESS or an ARTIFICIAL_CELL",
                "DERIVATIVE states { n' = f(v) - n } FUNCTION f(x) { f = f(x - 1) } | f calls itself",
                "DERIVATIVE states { n'' = -n } | 13:21: 'n' has a derivative of order 2",
                "} DERIVATIVE states { n' = -n } | 13:1: '}' begins no block of NMODL; is there a '}' too many above?",
            })
    void anErrorNamesPlaceThingAndRemedy(String tail, String message) {
        NmodlException error = assertThrows(NmodlException.class, () -> Nmodl.parse(HEAD + tail.strip()));
        assertTrue(error.getMessage().contains(message.strip()), error.getMessage());
    }

    /** The errors that people make in synapses, and what is not supported in them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "-g / tau } | -g / tau | 34:18: the brace that opens DERIVATIVE decay is never closed: a '}' is missing in front of NET_RECEIVE in line 36",
                "g + weight | g + wieght | 37:13: 'wieght' is not declared; did you mean 'weight'? If not, declare it in PARAMETER",
                "(weight (uS)) | (weight (uS) | 36:25: expected ',' or ')' behind the argument 'weight', found '{'; is the ')' of its unit",
                "SOLVE decay METHOD cnexp | | 25:9: the STATE 'g' has no equation that BREAKPOINT solves",
                "g + weight | g VERBATIM g += _args[0]; ENDVERBATIM | 37:11: VERBATIM holds C code, which Huxley cannot run (g += _args[0];): write it in NMODL",
                "g + weight | g WATCH (v > 0) 2 | 37:11: WATCH is not supported; a synapse receives events when the presynaptic voltage rises",
                "g + weight | g * exprand(1) | 37:13: random numbers are not supported, so there is no function 'exprand'",
                "g + weight | g net_move(t) | 37:11: net_move is not supported",
                "g + weight | g net_event(t) | net_event is not supported in a POINT_PROCESS, only in an ARTIFICIAL_CELL",
                "(weight (uS)) | (weight, tau) | 36:1: the argument 'tau' of NET_RECEIVE has the name of another variable",
                "RANGE tau | POINTER p, q RANGE tau | there are several POINTERs, [p, q]",
                "RANGE tau | USEION ca WRITE cai RANGE tau | a synapse cannot write 'cai'",
                "RANGE tau | RANDOM r RANGE tau | 5:5: RANDOM is not supported: draw numbers outside of the model",
                "DERIVATIVE decay | BEFORE STEP { g = 0 } DERIVATIVE decay | 34:1: BEFORE is not supported: move its statements",
            })
    void anErrorOfASynapseNamesPlaceThingAndRemedy(String part, String by, String message) {
        String text = ModFiles.text("synexp").replace(part, by == null ? "" : by);
        NmodlException error = assertThrows(NmodlException.class, () -> Nmodl.parseSynapse(text));
        assertTrue(error.getMessage().contains(message.strip()), error.getMessage());
    }

    /** Files whose numbers depend on the connections that share a point process in NEURON are told, others not. */
    @Test
    void connectionsThatCannotBeApartAreTold() {
        String sum = ModFiles.text("synexp");
        assertEquals(List.of(), Nmodl.parseSynapse(sum).warnings());
        assertEquals(List.of(), Nmodl.parseSynapse(ModFiles.text("syntwo")).warnings());
        for (String jump : List.of("g = weight", "g = g + weight * (1 - g)", "if (g < 1) { g = g + weight }")) {
            List<String> warnings =
                    Nmodl.parseSynapse(sum.replace("g = g + weight", jump)).warnings();
            assertTrue(warnings.toString().contains("not a sum"), jump + ": " + warnings);
        }
    }

    @Test
    void allErrorsAreToldAtOnce() {
        NmodlException error = assertThrows(
                NmodlException.class,
                () -> Nmodl.parse(HEAD + "DERIVATIVE states { n' = (ninf - n) / ntau }\nPROCEDURE p() { q = zz }\n"));
        for (String name : List.of("'ninf'", "'ntau'", "'q'", "'zz'")) {
            assertTrue(error.getMessage().contains(name), error.getMessage());
        }
    }

    /** A file of one kind that is read as another is refused with the method that reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"synexp", "syntwo", "synnmda", "gapj"})
    void aSynapseIsNoChannel(String file) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Nmodl.parse(ModFiles.text(file)));
        assertTrue(error.getMessage().contains("read it by Nmodl.readSynapse"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kdr", "pulses", "lifcell"})
    void aChannelIsNoSynapse(String file) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Nmodl.parseSynapse(ModFiles.text(file)));
        assertTrue(error.getMessage().contains("read it by Nmodl.read"), error.getMessage());
    }

    /** A value without effect in NEURON has none here, and is told. */
    @Test
    void valuesOfIonsInAFileAreToldToHaveNoEffect() {
        String text = HEAD.replace("gbar = 0.01 (S/cm2)", "gbar = 0.01 (S/cm2) ek = -90 (mV) celsius = 36") + TAIL;
        NmodlChannel channel = Nmodl.parse(text.replace("ek (mV) ik", "ik"));
        assertTrue(
                channel.warnings().get(0).contains("the value -90.0 of 'ek' has no effect"),
                channel.warnings().toString());
        assertTrue(
                channel.warnings().get(1).contains("'celsius' has no effect"),
                channel.warnings().toString());
        assertEquals(
                -77,
                channel.parameters().stream()
                        .filter(each -> each.key().equals("ek"))
                        .findFirst()
                        .orElseThrow()
                        .value());
    }

    @Test
    void verbatimThatDoesNothingIsDropped() {
        Nmodl.parse(HEAD + "DERIVATIVE states { rate() n' = (0.5 - n) / 3 }\n"
                + "PROCEDURE rate() { VERBATIM\n  return 0; /* no meaning */\n ENDVERBATIM }\n"
                + "VERBATIM\nextern double hoc_epsilon;\nENDVERBATIM\n");
    }

    @Test
    void filesAreReadWithThoseThatTheyInclude() throws IOException {
        Files.writeString(folder.resolve("x.mod"), HEAD + "INCLUDE \"rest.inc\"\n");
        Files.writeString(folder.resolve("rest.inc"), TAIL);
        List<String> warnings = new ArrayList<>();
        assertEquals("x", Nmodl.read(folder.resolve("x.mod"), warnings::add).name());
        assertEquals(
                List.of("x"), List.copyOf(Nmodl.folder(folder, warnings::add).keySet()));
        Files.writeString(folder.resolve("rest.inc"), "INCLUDE \"rest.inc\"");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Nmodl.read(folder.resolve("x.mod")))
                .getMessage()
                .contains("does one include itself?"));
    }

    /** Words of NMODL that say the same are the same mechanism. */
    @Test
    void commentsUnitsAndLinesDoNotMatter() {
        String plain = HEAD + TAIL;
        String dressed = "TITLE a title ~ with signs\nCOMMENT } { ENDCOMMENT\r\n"
                + plain.replace("\n", "\r\n")
                        .replace("0.5 - n", "0.5(1) - n ? a comment }\r\n")
                        .replace("gbar * n", "UNITSOFF gbar * n UNITSON")
                        .replace("RANGE gbar", "RANGE gbar : \u00b5 \u00e9");
        assertEquals(
                Nmodl.parse(plain).declarations().toString(),
                Nmodl.parse(dressed).declarations().toString());
    }

    /** A mutated file is a mechanism or an error with a message, at once. */
    /** CONDUCTANCE tells NEURON's translator a derivative that Huxley finds by itself. */
    @Test
    void hintsForTheTranslatorChangeNothing() {
        String hinted = HEAD.replace("ik = gbar", "CONDUCTANCE g USEION k\n ik = gbar")
                        .replace("ik (mA/cm2)", "ik (mA/cm2) g (S/cm2)")
                + TAIL;
        assertEquals(List.of(), Nmodl.parse(hinted).warnings());
    }

    @Test
    void commentsOfAnyEncodingArePassedOver() throws IOException {
        String text = "TITLE K\u00f6hler \u03b1\n" + HEAD + TAIL;
        Path file = folder.resolve("x.mod");
        Files.writeString(file, "\uFEFF" + text);
        assertEquals(text, Nmodl.read(file).source());
        Files.write(file, ("TITLE K\u00f6hler\n" + HEAD + TAIL).getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(Nmodl.read(file).source().startsWith("TITLE K\u00f6hler"));
    }

    @Test
    void mutatedFilesAreReadOrRefused() {
        mutate(1500, 7);
    }

    @Test
    @Tag("fuzz")
    void manyMutatedFilesAreReadOrRefused() {
        mutate(10_000, 11);
    }

    private static void mutate(int count, long seed) {
        List<String> names = List.of(
                "cahva",
                "capool",
                "capump",
                "cashells",
                "catghk",
                "gapj",
                "ih",
                "ka",
                "karray",
                "kdr",
                "kmarkov",
                "kmtab",
                "lifcell",
                "nafast",
                "namarkov",
                "nap",
                "pulses",
                "sk",
                "synexp",
                "synnmda",
                "syntwo");
        List<String> pieces = List.of(
                "{",
                "}",
                "(",
                ")",
                "~",
                "<->",
                "LOCAL x",
                "if (v > 0) {",
                "FROM i = 0 TO 3 {",
                "'",
                "[",
                "]",
                "1e9",
                "-",
                "^",
                "SOLVE",
                "METHOD",
                "while (1) {",
                "VERBATIM",
                "COMMENT",
                "STATE {",
                "exp(",
                "v",
                "\u0000",
                "\"",
                "cai",
                "t",
                "net_send(3, 1)",
                "net_event(t)",
                "flag",
                "while (v > t) {",
                "= ");
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(ModFiles.text(names.get(random.nextInt(names.size()))));
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                    case 1 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
                    case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            String mutated = text.toString();
            boolean isSynapse = mutated.contains("NET_RECEIVE") || mutated.contains("POINTER");
            read += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isRead(mutated, isSynapse), mutated)
                    ? 1
                    : 0;
        }
        assertTrue(read > count / 50 && read < count, read + " of " + count + " mutated files were read");
    }

    private static boolean isRead(String text, boolean isSynapse) {
        try {
            if (isSynapse) {
                Nmodl.parseSynapse(text);
            } else {
                Nmodl.parse(text);
            }
            return true;
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().length() > 20, () -> "a message that says little: " + e.getMessage());
            return false;
        }
    }
}
