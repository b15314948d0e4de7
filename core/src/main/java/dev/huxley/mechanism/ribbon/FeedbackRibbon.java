package dev.huxley.mechanism.ribbon;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The synapse from a cone to a horizontal cell, which acts back on the cone's calcium current within the cleft: by its
 * voltage (ephaptic), and by the pH, which SLC4A5 (bicarbonate), NHE (protons), pannexin 1 and GABA receptors shift. The pH
 * shifts and scales the calcium current (Barnes and Bui, Journal of Neuroscience 11, 1991; Grove et al., Journal of
 * Neurophysiology 121, 2019); calcium releases the vesicles of the ribbon (Schröder et al., eLife 10, 2021,
 * 10.7554/eLife.67851); glutamate and GABA carry current into the horizontal cell:
 *
 * <pre>
 * vEff = v_pre - vShiftEph - vShiftPH
 * VGCC_i = VGCC_gmax (vEff - VGCC_Erev) gain / (1 + exp(-(vEff - VGCC_Vhalf) / VGCC_k))
 * dCa/dt = -Ca / Ca_tau - iCaToCa VGCC_i
 * p = 1 / (1 + exp(-30000 (Ca - Ca_half)))
 * </pre>
 *
 * <p>In a step, the open probabilities come first, then the pH, the calcium current, calcium, and the vesicles, each by an
 * implicit step ({@link ImplicitEuler}) with what precedes it; the voltages are those before the step, but for the
 * driving forces of the current. The calcium current acts on {@code Ca} alone, not on the voltage of the cone. With 0
 * for {@code feedback} there is none, and with 0 for {@code ..._active} that way of it is closed. While a
 * horizontal cell is held above about 30 mV, its pH runs away, and the run ends with an error.
 *
 * <p>{@link #equations()} has all equations, with units; {@link #parameters()} all defaults. Of the states, {@code Ca} 1 is
 * 10000 times the half of the release, which is thus saturated for the first half second; a start at 1e-4 is near rest.
 */
public final class FeedbackRibbon extends Synapse {
    /** The slope (1/a.u.) of release over calcium, and that of GABA's open probability (mV). */
    private static final double RELEASE_SLOPE = 3e4;

    private static final double GABA_SLOPE = 3;

    /** Newton's method moves the pH by at most 0.43 a pass while protons stream in. */
    private static final int ACIDITY_PASSES = 10;

    public FeedbackRibbon() {
        this("FeedbackRibbon");
    }

    /** The same synapse under another name. */
    public FeedbackRibbon(String name) {
        super(name);
        FeedbackDeclarations.each(this::parameter, this::state);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray feedback = synapse.get("feedback");
        NDArray post = synapse.postVoltage();
        Map<String, NDArray> now = new LinkedHashMap<>();
        now.put("Panx1_OpenProb", opened(synapse, "Panx1", synapse.get("Panx1_k")));
        now.put("GABA_OpenProb", opened(synapse, "GABA", post.zerosLike().add(GABA_SLOPE)));
        now.put("pH", acidity(synapse, now.get("Panx1_OpenProb"), now.get("GABA_OpenProb")));
        NDArray ephaptic = post.sub(synapse.get("Ephaptic_Erev")).mul(synapse.get("Ephaptic_C"));
        now.put("vShiftEph", ephaptic.mul(active(synapse, "Ephaptic")));
        NDArray alkaline = now.get("pH").sub(synapse.get("pH_Base")).mul(feedback);
        now.put("vShiftPH", alkaline.mul(synapse.get("VGCC_Shift")));
        now.put("vEff", synapse.preVoltage().sub(now.get("vShiftEph")).sub(now.get("vShiftPH")));
        now.put("VGCC_i", calciumCurrent(synapse, now.get("vEff"), alkaline));
        now.putAll(ImplicitEuler.step(
                synapse,
                synapse.timeStep(),
                List.of("Ca"),
                y -> Map.of(
                        "Ca",
                        y.get("Ca")
                                .div(synapse.get("Ca_tau"))
                                .add(synapse.get("iCaToCa").mul(now.get("VGCC_i")))
                                .neg())));
        NDArray open = Rates.boltzmann(now.get("Ca").sub(synapse.get("Ca_half")).mul(RELEASE_SLOPE));
        now.putAll(ImplicitEuler.step(
                synapse, synapse.timeStep(), Vesicles.STATES, y -> Vesicles.rates(synapse, open, y)));
        now.put("iGlu", glutamateCurrent(synapse, now.get("exo")));
        now.put("iGABA", gabaCurrent(synapse, now.get("GABA_OpenProb")));
        return now;
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray picoamperes =
                glutamateCurrent(synapse, synapse.get("exo")).add(gabaCurrent(synapse, synapse.get("GABA_OpenProb")));
        return picoamperes.mul(1e-3);
    }

    /** The current (pA) of glutamate receptors. */
    private static NDArray glutamateCurrent(SynapseContext synapse, NDArray exo) {
        NDArray driving = synapse.postVoltage().sub(synapse.get("Erev_syn"));
        return synapse.get("G_syn").mul(exo).mul(driving).mul(1e3);
    }

    /** The current (pA) of GABA receptors. */
    private static NDArray gabaCurrent(SynapseContext synapse, NDArray open) {
        NDArray driving = synapse.postVoltage().sub(synapse.get("GABA_Erev_Cl"));
        return active(synapse, "GABA").mul(synapse.get("GABA_C_I")).mul(open).mul(driving);
    }

    /** The current (pA) of the cone's calcium channels. */
    private static NDArray calciumCurrent(SynapseContext synapse, NDArray effective, NDArray alkaline) {
        NDArray gain = alkaline.mul(synapse.get("VGCC_Gain")).add(1);
        NDArray opened =
                Rates.boltzmann(effective.sub(synapse.get("VGCC_Vhalf")).div(synapse.get("VGCC_k")));
        NDArray driving = effective.sub(synapse.get("VGCC_Erev"));
        return synapse.get("VGCC_gmax").mul(driving).mul(gain).mul(opened);
    }

    /** An open probability after the step, by a backward Euler step of its own. */
    private static NDArray opened(SynapseContext synapse, String way, NDArray slope) {
        NDArray steady = Rates.boltzmann(
                synapse.postVoltage().sub(synapse.get(way + "_EHalfOpen")).div(slope));
        String state = way + "_OpenProb";
        return ImplicitEuler.step(
                        synapse,
                        synapse.timeStep(),
                        List.of(state),
                        y -> Map.of(state, Dual.of(steady).sub(y.get(state)).div(synapse.get(way + "_Tau"))))
                .get(state);
    }

    private static NDArray acidity(SynapseContext synapse, NDArray pannexin, NDArray gaba) {
        NDArray post = synapse.postVoltage();
        NDArray bicarbonate = post.sub(synapse.get("SLC4A5_Erev"))
                .mul(synapse.get("SLC4A5_C"))
                .mul(active(synapse, "SLC4A5"))
                .add(post.sub(synapse.get("GABA_Erev_HCO3"))
                        .mul(synapse.get("GABA_C_pH"))
                        .mul(gaba)
                        .mul(active(synapse, "GABA")));
        NDArray protons = Rates.exp(post.sub(synapse.get("NHE_Offset")).div(synapse.get("NHE_k")))
                .mul(synapse.get("NHE_C"))
                .mul(active(synapse, "NHE"));
        NDArray buffer = active(synapse, "pH_Base").div(synapse.get("pH_Tau"));
        NDArray channel = active(synapse, "Panx1").mul(synapse.get("Panx1_C")).mul(pannexin);
        UnaryOperator<Map<String, Dual>> rates = y -> {
            Dual pH = y.get("pH");
            Dual decimal = pH.mul(Math.log(10));
            Dual rate = pH.sub(synapse.get("pH_Base"))
                    .mul(buffer)
                    .add(pH.sub(synapse.get("Panx1_pKs")).mul(channel))
                    .add(decimal.neg().add(14 * Math.log(10)).exp().mul(bicarbonate))
                    .add(decimal.exp().mul(protons));
            return Map.of("pH", rate.neg());
        };
        return ImplicitEuler.step(synapse, synapse.timeStep(), List.of("pH"), rates, ACIDITY_PASSES)
                .get("pH");
    }

    /** The switch of a way of the feedback, with that of all. */
    private static NDArray active(SynapseContext synapse, String way) {
        return synapse.get(way + "_active").mul(synapse.get("feedback"));
    }

    @Override
    public String equations() {
        return """
                vShiftEph = feedback Ephaptic_active Ephaptic_C (v_post - Ephaptic_Erev)
                Panx1_Tau dPanx1_OpenProb/dt = 1 / (1 + exp(-(v_post - Panx1_EHalfOpen) / Panx1_k)) - Panx1_OpenProb
                GABA_Tau dGABA_OpenProb/dt = 1 / (1 + exp(-(v_post - GABA_EHalfOpen) / 3)) - GABA_OpenProb
                dpH/dt = -feedback (buffer + bicarbonate + protons + channel + receptor)
                buffer = pH_Base_active (pH - pH_Base) / pH_Tau
                bicarbonate = SLC4A5_active SLC4A5_C (v_post - SLC4A5_Erev) 10^(14 - pH)
                protons = NHE_active NHE_C exp((v_post - NHE_Offset) / NHE_k) 10^pH
                channel = Panx1_active Panx1_OpenProb Panx1_C (pH - Panx1_pKs)
                receptor = GABA_active GABA_OpenProb GABA_C_pH (v_post - GABA_Erev_HCO3) 10^(14 - pH)
                vShiftPH = feedback VGCC_Shift (pH - pH_Base)
                gain = 1 + feedback VGCC_Gain (pH - pH_Base)
                vEff = v_pre - vShiftEph - vShiftPH
                VGCC_i = VGCC_gmax (vEff - VGCC_Erev) gain / (1 + exp(-(vEff - VGCC_Vhalf) / VGCC_k))
                dCa/dt = -Ca / Ca_tau - iCaToCa VGCC_i
                """
                + Vesicles.EQUATIONS
                + """
                p = 1 / (1 + exp(-30000 (Ca - Ca_half)))
                iGlu = 1000 G_syn exo (v_post - Erev_syn)
                iGABA = feedback GABA_active GABA_C_I GABA_OpenProb (v_post - GABA_Erev_Cl)
                i = G_syn exo (v_post - Erev_syn) + 0.001 feedback GABA_active GABA_C_I GABA_OpenProb (v_post - GABA_Erev_Cl)
                i in nA, VGCC_i, iGlu, iGABA in pA, G_syn in uS, VGCC_gmax, GABA_C_I in nS, v in mV, rates in 1/ms""";
    }
}
