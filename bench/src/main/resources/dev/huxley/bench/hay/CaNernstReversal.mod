TITLE Reversal potential of calcium (Nernst 1888)
: Written for Huxley, with the constants of its own mechanism.

NEURON {
    SUFFIX CaNernstReversal
    USEION cacon READ caconi, cacono VALENCE 0
    USEION ca WRITE eca
    RANGE T
}

PARAMETER {
    T = 279.45 (degC)
}

ASSIGNED {
    caconi (mM)
    cacono (mM)
    eca (mV)
}

BREAKPOINT {
    SOLVE reversal METHOD after_cvode
}

INITIAL {
    reversal()
}

PROCEDURE reversal() {
    eca = T * (1000 * 8.314 / (2 * 96485.3329)) * log(cacono / caconi)
}
