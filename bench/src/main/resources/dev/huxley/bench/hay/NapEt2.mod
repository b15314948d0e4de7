TITLE Persistent sodium current (Magistretti and Alonso 1999)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX NapEt2
    USEION na READ ena WRITE ina
    RANGE gNapEt2
}

PARAMETER {
    gNapEt2 = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
    mInf
    mTau (ms)
    hInf
    hTau (ms)
}

STATE {
    m h
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ina = gNapEt2 * m^3 * h * (v - ena)
}

INITIAL {
    rates(v)
    m = mInf
    h = hInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) / mTau
    h' = (hInf - h) / hTau
}

PROCEDURE rates(v (mV)) {
    LOCAL q
    q = 2.3^((34 - 21) / 10)
    mInf = 1 / (1 + exp(-(v + 52.6) / 4.6))
    mTau = 6 / (0.182 * trap(-(v + 38 + 1e-6), 6) + 0.124 * trap(v + 38 - 1e-6, 6)) / q
    hInf = 1 / (1 + exp((v + 48.8) / 10))
    hTau = 1 / (2.88e-6 * trap(v + 17 + 1e-6, 4.63) + 6.94e-6 * trap(-(v + 64.4 - 1e-6), 2.63) * excess(v + 64.4 - 1e-6)) / q
}

FUNCTION trap(x, y) {
    trap = x / (exp(x / y) - 1)
}

: Huxley's own mechanism has this factor near the pole, as Jaxley's.
FUNCTION excess(x) {
    excess = 1 + 2e-6 * x / (x * x + 1e-12)
}
