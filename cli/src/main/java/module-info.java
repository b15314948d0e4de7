/** The command line. */
module dev.huxley.cli {
    requires com.fasterxml.jackson.databind;
    requires dev.huxley.bench;
    requires dev.huxley.lab;
    requires info.picocli;
    requires java.management;
    requires me.tongfei.progressbar;

    uses dev.huxley.cli.ClusterService;

    opens dev.huxley.cli to
            info.picocli;
    opens dev.huxley.cli.model to
            info.picocli;
}
