TITLE Calcium under the membrane (Destexhe, Mainen and Sejnowski 1994)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. The concentration is that of an ion without
: charge, so that the reversal potential of calcium is the work of CaNernstReversal.mod, with Huxley's constants.

NEURON {
    SUFFIX CaPump
    USEION ca READ ica
    USEION cacon READ caconi WRITE caconi VALENCE 0
    RANGE gamma, decay, depth, minCai
}

PARAMETER {
    gamma = 0.05
    decay = 80 (ms)
    depth = 0.1 (um)
    minCai = 1e-4 (mM)
}

ASSIGNED {
    ica (mA/cm2)
}

STATE {
    caconi (mM)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
}

DERIVATIVE states {
    caconi' = -(10000) * ica * gamma / (2 * 96485 * depth) - (caconi - minCai) / decay
}
