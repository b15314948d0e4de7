package dev.huxley.neuron;

import java.util.List;

/** The functions that a written mechanism may need because NMODL does not have them. */
enum HelperFunction {
    /** exp(x), which stays where it is from x = 690 on. */
    LIMITED_EXP(
            "expo",
            List.of("x"),
            """
            FUNCTION %s(x) { : exp(x), held from 690 on, so that no rate is infinite
                if (x > 690) {
                    %s = exp(690)
                } else {
                    %s = exp(x)
                }
            }
            """),
    /** z / (exp(z) - 1), with its series around 0. */
    LINEAR_OVER_EXPONENTIAL(
            "linoid",
            List.of("z"),
            """
            FUNCTION %s(z) { LOCAL s : z / (exp(z) - 1), by its series around 0, where the quotient is 0/0
                if (fabs(z) < 0.2) {
                    s = z * z
                    %s = 1 - z / 2 + s * (1 / 12 + s * (-1 / 720 + s * (1 / 30240 + s * (-1 / 1209600 + s / 47900160))))
                } else {
                    if (z > 690) {
                        %s = z / (exp(690) - 1)
                    } else {
                        %s = z / (exp(z) - 1)
                    }
                }
            }
            """),
    SMALLER(
            "smaller",
            List.of("x", "w"),
            """
            FUNCTION %s(x, w) {
                if (x < w) {
                    %s = x
                } else {
                    %s = w
                }
            }
            """),
    LARGER(
            "larger",
            List.of("x", "w"),
            """
            FUNCTION %s(x, w) {
                if (x > w) {
                    %s = x
                } else {
                    %s = w
                }
            }
            """),
    SIGN(
            "sign",
            List.of("x"),
            """
            FUNCTION %s(x) {
                if (x > 0) {
                    %s = 1
                } else if (x < 0) {
                    %s = -1
                } else {
                    %s = 0
                }
            }
            """);

    private final String wished;
    private final List<String> arguments;
    private final String pattern;

    HelperFunction(String wished, List<String> arguments, String pattern) {
        this.wished = wished;
        this.arguments = arguments;
        this.pattern = pattern;
    }

    /** The name that the function has unless a variable has it. */
    String wished() {
        return wished;
    }

    List<String> arguments() {
        return arguments;
    }

    /** The block that defines the function under a name. */
    String definition(String name) {
        return pattern.replace("%s", name);
    }
}
