package dev.huxley.model;

import java.util.Collection;
import java.util.Map;

/** The names that NEURON has for quantities, and what they are in Huxley: for errors on unknown names. */
final class NeuronNames {
    private static final Map<String, String> IN_HUXLEY = Map.ofEntries(
            Map.entry("L", "'length', of one compartment: L / nseg"),
            Map.entry("diam", "'radius', half of the diameter"),
            Map.entry("Ra", "'axial_resistivity'"),
            Map.entry("cm", "'capacitance'"),
            Map.entry("nseg", "the number of compartments of a branch, cell.withCompartmentsInBranch(branch, nseg)"),
            Map.entry("v_init", "'v', the voltage at the beginning"),
            Map.entry("celsius", "a value of the whole model: cell.globals().set(\"celsius\", ...)"),
            Map.entry("gnabar_hh", "'HH_gNa' of the mechanism HH"),
            Map.entry("gkbar_hh", "'HH_gK' of the mechanism HH"),
            Map.entry("gl_hh", "'HH_gLeak' of the mechanism HH"),
            Map.entry("el_hh", "'HH_eLeak' of the mechanism HH"),
            Map.entry("m_hh", "'HH_m' of the mechanism HH"),
            Map.entry("h_hh", "'HH_h' of the mechanism HH"),
            Map.entry("n_hh", "'HH_n' of the mechanism HH"),
            Map.entry("g_pas", "'Leak_gLeak' of the mechanism Leak"),
            Map.entry("e_pas", "'Leak_eLeak' of the mechanism Leak"),
            Map.entry("ena", "'HH_eNa' of the mechanism HH, and 'eNa' of other sodium channels"),
            Map.entry("ek", "'HH_eK' of the mechanism HH, and 'eK' of other potassium channels"),
            Map.entry("eca", "'eCa' of calcium channels"),
            Map.entry("cai", "'CaCon_i' of the mechanism CaPump"),
            Map.entry("ina", "'i_Na', or 'i_HH' of the mechanism HH"),
            Map.entry("ik", "'i_K', or 'i_HH' of the mechanism HH"),
            Map.entry("ica", "'i_Ca'"),
            Map.entry("i_membrane", "no quantity: record the current of each mechanism, such as 'i_HH'"),
            Map.entry("amp", "the amplitude of a Waveform.step(...) in stimulate(...)"));

    private NeuronNames() {}

    /**
     * A sentence on a name of NEURON's, beginning with a blank; empty for any other name.
     *
     * @param known the names in Huxley, among which may be {@code kdr_gbar} for {@code gbar_kdr}
     */
    static String hint(String name, Collection<String> known) {
        int underscore = name.lastIndexOf('_');
        String swapped = underscore < 0 ? "" : name.substring(underscore + 1) + "_" + name.substring(0, underscore);
        String inHuxley = known.contains(swapped) ? "'" + swapped + "'" : IN_HUXLEY.get(name);
        return inHuxley == null ? "" : " NEURON's " + name + " is in Huxley " + inHuxley + ".";
    }
}
