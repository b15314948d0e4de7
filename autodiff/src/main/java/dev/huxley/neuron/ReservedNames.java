package dev.huxley.neuron;

import java.util.Set;

/**
 * Names of mechanisms that NEURON has not given away. It stops at loading where a SUFFIX or POINT_PROCESS is a mechanism
 * of its own, a word or a function of hoc, or a word of NMODL.
 */
final class ReservedNames {
    private static final Set<String> TAKEN = Set.of(
            """
            hh pas fastpas capacitance morphology extracellular nothing
            AlphaSynapse ExpSyn Exp2Syn IClamp SEClamp VClamp SVClamp OClamp APCount NetStim NetCon PatternStim
            IntFire1 IntFire2 IntFire4 IntervalFire
            R E PI DEG PHI GAMMA FARADAY
            proc func iterator begintemplate endtemplate public external local localobj objref objectvar obfunc
            strdef double new eqn eqinit delay stop quit return break continue if else while for forall forsec ifsec
            iterator_statement print read debug depvar help setpointer
            create connect setup access insert uninsert setpointer simgraph topology finitialize fcurrent fadvance
            initnrn load_template section_name disconnect delete_section area ri nseg L Ra cm diam v i_membrane
            i_cap rallbranch ion_style nernst ghk ion_charge ion_register pop_section push_section
            section_exists section_orientation parent_connection parent_node parent_section distance this_section
            this_node psection attr_praxis fit_praxis pval_praxis stop_praxis initialize diam_changed diam3d arc3d x3d
            y3d z3d n3d pt3dadd pt3dclear pt3dinsert pt3dremove pt3dchange pt3dconst pt3dstyle define_shape
            spine3d setSpineArea getSpineArea cvode_active mech_list secname secondorder dt t celsius clamp_resist
            hoc_ac_ float_epsilon hoc_obj_ usetable stoprun using_cvode_ nrn_load_dll
            Vector Matrix Random File Graph List Deck HBox VBox PWManager SaveState BBSaveState ParallelContext CVode
            TQueue Section SectionList SectionRef Shape RangeVarPlot PlotShape PPShape Impedance MechanismType
            MechanismStandard NetStore Pointer PtrVector PythonObject StringFunctions SymChooser TextEditor Timer
            ValueFieldEditor GUIMath Glyph GlyphIndex FInitializeHandler StateTransitionEvent LinearMechanism
            FunctionFitness Kinetic KSChan KSGate KSState KSTrans TtyEditor Bargraph
            sin cos tan atan atan2 asin acos sinh cosh tanh log log10 exp sqrt int abs erf erfc
            system prmat solve wqinit plt axis plot plotx ploty regraph symbols printf fprint xred sred ropen wopen
            xopen load_file load_func load_proc load_java chdir getcwd getstr strcmp sscanf sprint fscan graph
            graphmode fmenu lw allobjectvars allobjects hoc_stdio object_id object_push object_pop obsvarname
            objref_ name_declared numarg argtype chkarg coredump_on_error execute execute1 execerror
            doEvents doNotify show_winio unix_mac_pc startsw stopsw stopwatch settext save_session units print_session
            boolean_dialog continue_dialog string_dialog xpanel xbutton xcheckbox xstatebutton xmenu xlabel xvarlabel
            xvalue xpvalue xradiobutton xfixedvalue xslider machine_name nrn_mallinfo nrnversion neuronhome
            nrnmechmenu nrnglobalmechmenu nrnallpointmenu nrnsecmenu nrnpointmenu nrniv_bind_thread nrnpython nrn_feenableexcept
            run init advance steprun continuerun tstop v_init steps_per_ms runStopAt stdinit realtime
            cachevec nrn_get_mechtype nrnpool hocobj exit this variable_domain units mcell_ran4 mcell_ran4_init
            use_mcell_ran4 nrn_random_play
            """
                    .strip()
                    .lines()
                    .flatMap(line -> java.util.stream.Stream.of(line.strip().split(" +")))
                    .distinct()
                    .toArray(String[]::new));

    private ReservedNames() {}

    /** The name of a mechanism in NEURON: its own, or with {@code _huxley} where NEURON has given that away. */
    static String mechanism(String name) {
        return isTaken(name) ? name + "_huxley" : name;
    }

    private static boolean isTaken(String name) {
        return TAKEN.contains(name) || name.endsWith("_ion") || NmodlNames.isWord(name);
    }
}
