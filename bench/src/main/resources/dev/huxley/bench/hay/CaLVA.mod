TITLE Low-voltage-activated calcium current (Avery and Johnston 1996, Randall and Tsien 1997)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX CaLVA
    USEION ca READ eca WRITE ica
    RANGE gCaLVA
}

PARAMETER {
    gCaLVA = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    eca (mV)
    ica (mA/cm2)
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
    ica = gCaLVA * m^2 * h * (v - eca)
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
    mInf = 1 / (1 + exp(-(v + 40) / 6))
    mTau = (5 + 20 / (1 + exp((v + 35) / 5))) / q
    hInf = 1 / (1 + exp((v + 90) / 6.4))
    hTau = (20 + 50 / (1 + exp((v + 50) / 7))) / q
}
