TITLE High-voltage-activated calcium current (Reuveni et al. 1993)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX CaHVA
    USEION ca READ eca WRITE ica
    RANGE gCaHVA
}

PARAMETER {
    gCaHVA = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    eca (mV)
    ica (mA/cm2)
    mAlpha (/ms)
    mBeta (/ms)
    hAlpha (/ms)
    hBeta (/ms)
}

STATE {
    m h
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ica = gCaHVA * m^2 * h * (v - eca)
}

INITIAL {
    rates(v)
    m = mAlpha / (mAlpha + mBeta)
    h = hAlpha / (hAlpha + hBeta)
}

DERIVATIVE states {
    rates(v)
    m' = mAlpha * (1 - m) - mBeta * m
    h' = hAlpha * (1 - h) - hBeta * h
}

PROCEDURE rates(v (mV)) {
    mAlpha = 0.055 * trap(-(v + 27 - 1e-6), 3.8)
    mBeta = 0.94 * exp(-(v + 75 - 1e-6) / 17)
    hAlpha = 4.57e-4 * exp(-(v + 13) / 50)
    hBeta = 0.0065 / (exp(-(v + 15) / 28) + 1)
}

FUNCTION trap(x, y) {
    trap = x / (exp(x / y) - 1)
}
