package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for users of Jaxley has a row for everything that its tutorials and how-tos call. */
class JaxleyNamesTest {
    private static final String VERBS =
            """
            Compartment Branch Cell Network read_swc to_swc_graph build_compartment_graph from_graph to_graph connect_graphs
            morph_delete morph_connect set_ncomp min_radius max_branch_len relevant_type_ids ignore_swc_tracing_interruptions
            distance_direct distance_pathwise compute_xyz compute_compartment_centers move move_to rotate arrange_in_layers xyzr
            initialize to_jax copy vectorize_cells shape show cell branch comp loc edge scope set_scope select query nodes edges
            copy_node_property_to_edges add_to_group group_names channels pumps synapses recordings externals trainable_params
            insert delete_channel change_name set init_states diffuse delete_diffusion axial_diffusion_CaCon_i CaPump
            CaNernstReversal update_states compute_current init_state solve_gate_exponential exponential_euler save_exp
            step_current datapoint_to_step_currents stimulate data_stimulate record clamp data_clamp delete_stimuli delete_clamps
            delete_recordings connect fully_connect sparse_connect connectivity_matrix_connect random_post_comp TestSynapse
            IonotropicSynapse TanhRateSynapse TanhConductanceSynapse integrate delta_t t_max solver voltage_solver
            checkpoint_lengths nested_checkpoint_scan data_set param_state all_states return_states build_init_and_step_fn
            init_fn step_fn add_stimuli add_clamps build_dynamic_state_utils flatten unflatten remove_observables
            build_exp_euler_transition_matrix customize_solver_exp_euler get_all_states get_all_parameters
            append_channel_currents_to_states jit vmap infer_device jax_enable_x64 make_trainable controlled_by_param
            get_parameters num_trainable_params write_trainables delete_trainables value_and_grad ParamTransform
            SigmoidTransform LogisticTransform SoftplusTransform NegSoftplusTransform AffineTransform ChainTransform
            MaskedTransform CustomTransform forward inverse adam TypeOptimizer l2_norm vis vis_compartment_graph
            Leak Fire Izhikevich Rate HH pickle
            """;

    @Test
    void everyNameHasARow() throws IOException {
        String names = Files.readString(ExampleProgram.ROOT.resolve("docs/guide/from-jaxley.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .collect(Collectors.joining("\n"));
        List<String> missing = new ArrayList<>();
        for (String verb : VERBS.strip().split("\\s+")) {
            if (!Pattern.compile("(?<!\\w)" + Pattern.quote(verb) + "(?!\\w)")
                    .matcher(names)
                    .find()) {
                missing.add(verb);
            }
        }
        assertEquals(List.of(), missing, "names of Jaxley without a row");
    }
}
