package dev.huxley.mechanism.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slips that NEURON lets pass are refused or told, with the place and the remedy. */
class NmodlOversightsTest {
    private static final String FILE =
            """
            NEURON { SUFFIX x NONSPECIFIC_CURRENT i }
            PARAMETER { g = 0.01 c = 2 }
            ASSIGNED { v i a }
            STATE { m h }
            BREAKPOINT { SOLVE states METHOD cnexp i = g * m * h * v }
            INITIAL { m = 0.5 h = 0.5 }
            DERIVATIVE states {
                rates()
                m' = (0.5 - m) / 3
                h' = (0.5 - h) / c
            }
            PROCEDURE rates() { a = v }
            """;

    private static String changed(String part, String by) {
        assertTrue(FILE.contains(part), part);
        return FILE.replace(part, by);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "m' = (0.5 - m) / 3 | h' = 1 m' = -m | 10:5: 'h' has two equations in this block, here and in line 9: remove one",
                "h' = (0.5 - h) / c | if (v > 0) { h' = -h } else { h' = h } h' = 1 | 10:44: 'h' has two equations",
                "SOLVE states METHOD cnexp | SOLVE states METHOD cnexp g = g + 1 | 5:40: the PARAMETER 'g' is set from its own value here, so it would change from step to step; declare it in ASSIGNED",
                "a = v | c = c * 1.1 | 12:21: the PARAMETER 'c' is set from its own value",
                "BREAKPOINT | BREAKPIONT | 5:1: 'BREAKPIONT' begins no block of NMODL; did you mean BREAKPOINT?",
                "PARAMETER | Parameter | 2:1: 'Parameter' begins no block of NMODL; did you mean PARAMETER?",
                "DERIVATIVE | DERIVITIVE | 7:1: 'DERIVITIVE' begins no block of NMODL; did you mean DERIVATIVE?",
                "SUFFIX | SUFIX | 1:10: 'SUFIX' begins no line of NEURON",
                "SUFFIX | SUFIX | did you mean SUFFIX?",
                "SOLVE | SOLV | behind 'SOLV', which begins a statement here (did you mean SOLVE?)",
                "a = v | a = erfc(v) | 12:25: there is no function 'erfc'; write 1 - erf(x)",
                "a = v | a = nrn_ghk(v, 1, 2) | 12:25: nrn_ghk takes 4 arguments, not 3",
                "a = v | a = ghk(v, 1, 2) | 12:25: there is no function 'ghk'; it is a function of hoc; NMODL's is nrn_ghk",
                "a = v | a = max(v, 2) | 12:25: there is no function 'max'; write it with if in a FUNCTION",
                "a = v | a = pulse(1, 2) | 12:25: there is no function 'pulse', a shape over the time: write it with if and t",
                "a = v | a = legendre(1, 2) | 12:25: there is no function 'legendre' here: write its equation in a FUNCTION",
                "a = v | a = gauss(1, 2) | 12:25: random numbers are not supported",
                "a = v | a = atan3(1, 2) | 12:25: there is no function 'atan3'; did you mean 'atan'?",
            })
    void aSlipIsRefused(String part, String by, String message) {
        NmodlException error = assertThrows(NmodlException.class, () -> Nmodl.parse(changed(part, by)));
        assertTrue(error.getMessage().contains(message.strip()), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "m' = | m = | 9:5: the STATE 'm' is assigned here and has no equation in this block, so it jumps to the value, as in NEURON; if its rate is meant, write m' = ...",
                "a = v | c = v | ",
                "rates() m' | m' | ",
                "SOLVE states METHOD cnexp | SOLVE states METHOD cnexp c = v | 5:40: the PARAMETER 'c' is set here and read before that in the next step",
                "h' = (0.5 - h) / c | if (v > 0) { h' = -h } else { h' = h } | ",
            })
    void aSlipThatMayBeMeantIsTold(String part, String by, String message) {
        List<String> warnings =
                Nmodl.parse(FILE.contains(part) ? changed(part, by) : FILE).warnings();
        if (message == null) {
            assertEquals(List.of(), warnings);
        } else {
            assertEquals(1, warnings.size(), warnings.toString());
            assertTrue(warnings.get(0).contains(message.strip()), warnings.toString());
        }
    }
}
