TITLE Calcium-activated potassium current of small conductance (Koehler et al. 1996)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley.

NEURON {
    SUFFIX SKE2
    USEION k READ ek WRITE ik
    USEION cacon READ caconi VALENCE 0
    RANGE gSKE2
}

PARAMETER {
    gSKE2 = 1e-6 (S/cm2)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    caconi (mM)
    zInf
}

STATE {
    z
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gSKE2 * z * (v - ek)
}

INITIAL {
    rates(caconi)
    z = zInf
}

DERIVATIVE states {
    rates(caconi)
    z' = zInf - z
}

PROCEDURE rates(ca (mM)) {
    if (ca < 1e-7) {
        ca = ca + 1e-7
    }
    zInf = 1 / (1 + (0.00043 / ca)^4.8)
}
