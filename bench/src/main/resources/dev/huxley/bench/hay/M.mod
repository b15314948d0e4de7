TITLE Muscarinic potassium current (Adams, Brown and Constanti 1982)
: As in Hay et al., PLoS Computational Biology 7, 2011; written for Huxley. Arguments of rates have the shift of 1e-6 mV
: that Huxley's own mechanism has, so that both give the same numbers.

NEURON {
    SUFFIX M
    USEION k READ ek WRITE ik
    RANGE gM
}

PARAMETER {
    gM = 1e-5 (S/cm2)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    mAlpha (/ms)
    mBeta (/ms)
}

STATE {
    m
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gM * m * (v - ek)
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
    LOCAL q
    q = 2.3^((34 - 21) / 10)
    mAlpha = q * 3.3e-3 * exp(0.1 * (v + 35))
    mBeta = q * 3.3e-3 * exp(-0.1 * (v + 35))
}
