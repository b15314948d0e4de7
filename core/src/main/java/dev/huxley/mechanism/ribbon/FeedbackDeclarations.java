package dev.huxley.mechanism.ribbon;

/** The parameters and states of {@link FeedbackRibbon}, in the groups of their meaning. */
final class FeedbackDeclarations {
    /** Takes a name, a value and a unit. */
    interface Declared {
        void of(String name, double value, String unit);
    }

    private FeedbackDeclarations() {}

    static void each(Declared parameter, Declared state) {
        parameter.of("VGCC_gmax", 1.0507, "nS");
        parameter.of("VGCC_Vhalf", -38.8631, "mV");
        parameter.of("VGCC_k", 4.6478, "mV");
        parameter.of("VGCC_Erev", 9.5288, "mV");
        parameter.of("VGCC_Shift", -15.5, "mV");
        parameter.of("VGCC_Gain", 0.71, "1");
        parameter.of("iCaToCa", 1e-7, "1/(pA ms)");
        parameter.of("Ca_tau", 50, "ms");
        parameter.of("Ca_half", 1e-4, "a.u.");
        Vesicles.RATES.forEach((name, value) -> parameter.of(name, value, "1/ms"));
        parameter.of("d_max", 0.1, "1/ms");
        Vesicles.POOLS.forEach((name, value) -> parameter.of(name, value, Vesicles.UNIT));
        parameter.of("G_syn", 1e-4, "uS");
        parameter.of("Erev_syn", 0, "mV");
        feedback(parameter);
        states(state);
    }

    private static void feedback(Declared parameter) {
        parameter.of("pH_Tau", 5, "ms");
        parameter.of("pH_Base", 7.4, "pH");
        parameter.of("pH_Base_active", 1, "1");
        parameter.of("Ephaptic_C", 0.18, "1");
        parameter.of("Ephaptic_Erev", -35, "mV");
        parameter.of("Ephaptic_active", 1, "1");
        parameter.of("SLC4A5_C", 8e-11, "1/(mV ms)");
        parameter.of("SLC4A5_Erev", -130, "mV");
        parameter.of("SLC4A5_active", 1, "1");
        parameter.of("NHE_C", 5e-10, "1/ms");
        parameter.of("NHE_Offset", -70, "mV");
        parameter.of("NHE_k", 15, "mV");
        parameter.of("NHE_active", 1, "1");
        parameter.of("Panx1_EHalfOpen", -55, "mV");
        parameter.of("Panx1_k", 3, "mV");
        parameter.of("Panx1_Tau", 200, "ms");
        parameter.of("Panx1_C", 1, "1/ms");
        parameter.of("Panx1_pKs", 7.2, "pH");
        parameter.of("Panx1_active", 1, "1");
        parameter.of("GABA_EHalfOpen", -55, "mV");
        parameter.of("GABA_Tau", 2e4, "ms");
        parameter.of("GABA_C_I", 0.5, "nS");
        parameter.of("GABA_C_pH", 1e-9, "1/(mV ms)");
        parameter.of("GABA_Erev_HCO3", -20, "mV");
        parameter.of("GABA_Erev_Cl", -28, "mV");
        parameter.of("GABA_active", 1, "1");
        parameter.of("feedback", 1, "1");
    }

    private static void states(Declared state) {
        state.of("VGCC_i", 0, "pA");
        state.of("Ca", 1, "a.u.");
        Vesicles.INITIAL.forEach((name, value) -> state.of(name, value, Vesicles.UNIT));
        state.of("pH", 7.4, "pH");
        state.of("Panx1_OpenProb", 1, "1");
        state.of("GABA_OpenProb", 0, "1");
        state.of("vShiftPH", 0, "mV");
        state.of("vShiftEph", 0, "mV");
        state.of("vEff", 0, "mV");
        state.of("iGlu", 0, "pA");
        state.of("iGABA", 0, "pA");
    }
}
