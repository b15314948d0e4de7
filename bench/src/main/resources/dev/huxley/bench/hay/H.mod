TITLE Hyperpolarization-activated cation current (Kole, Hallermann and Stuart 2006)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX H
    NONSPECIFIC_CURRENT i
    RANGE gH, eH
}

PARAMETER {
    gH = 1e-5 (S/cm2)
    eH = -45 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    mAlpha (/ms)
    mBeta (/ms)
}

STATE {
    m
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gH * m * (v - eH)
}

INITIAL {
    rates(v)
    m = mAlpha / (mAlpha + mBeta)
}

DERIVATIVE states {
    rates(v)
    m' = mAlpha * (1 - m) - mBeta * m
}

PROCEDURE rates(v (mV)) {
    mAlpha = 0.00643 * trap(v + 154.9 + 1e-6, 11.9)
    mBeta = 0.193 * exp(v / 33.1)
}

FUNCTION trap(x, y) {
    trap = x / (exp(x / y) - 1)
}
