TITLE Fast, transient potassium current (Korngreen and Sakmann 2000)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX KTst
    USEION k READ ek WRITE ik
    RANGE gKTst
}

PARAMETER {
    gKTst = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
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
    ik = gKTst * m^4 * h * (v - ek)
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
    mInf = 1 / (1 + exp(-(v + 10) / 19))
    mTau = (0.34 + 0.92 * exp(-((v + 81) / 59)^2)) / q
    hInf = 1 / (1 + exp((v + 76) / 10))
    hTau = (8 + 49 * exp(-((v + 83) / 23)^2)) / q
}
