TITLE Transient sodium current of the axon (Colbert and Pan 2002)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX NaTaT
    USEION na READ ena WRITE ina
    RANGE gNaTaT
}

PARAMETER {
    gNaTaT = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
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
    ina = gNaTaT * m^3 * h * (v - ena)
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
    LOCAL q
    q = 2.3^((34 - 21) / 10)
    mAlpha = q * 0.182 * trap(-(v + 38 + 1e-6), 6)
    mBeta = q * 0.124 * trap(v + 38 - 1e-6, 6)
    hAlpha = q * 0.015 * trap(v + 66 + 1e-6, 6)
    hBeta = q * 0.015 * trap(-(v + 66 - 1e-6), 6)
}

FUNCTION trap(x, y) {
    trap = x / (exp(x / y) - 1)
}
