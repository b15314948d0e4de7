package dev.huxley.notebook.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** The side of Jupyter: messages over ZeroMQ, signed as the connection file says. */
final class KernelClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DELIMITER = "<IDS|MSG>";
    private static final int PATIENCE = 120_000;

    private final ZContext context = new ZContext();
    private final String key;
    private final String session = UUID.randomUUID().toString();
    private final Socket shell;
    private final Socket control;
    private final Socket published;

    /** @param connection the content of the connection file */
    KernelClient(JsonNode connection) {
        key = connection.path("key").asText();
        context.setLinger(0);
        shell = socket(SocketType.DEALER, connection, "shell_port");
        control = socket(SocketType.DEALER, connection, "control_port");
        published = socket(SocketType.SUB, connection, "iopub_port");
        published.subscribe("");
    }

    private Socket socket(SocketType type, JsonNode connection, String port) {
        Socket socket = context.createSocket(type);
        socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
        socket.setReceiveTimeOut(PATIENCE);
        socket.connect("tcp://127.0.0.1:" + connection.path(port).asInt());
        return socket;
    }

    /** Waits until the kernel answers; what it published before that is lost, as for every subscriber. */
    void awaitKernel() {
        send(shell, "kernel_info_request", JSON.createObjectNode());
        receive(shell);
        // The subscription counts once something arrives.
        published.setReceiveTimeOut(200);
        boolean isSubscribed = false;
        while (!isSubscribed) {
            send(shell, "kernel_info_request", JSON.createObjectNode());
            receive(shell);
            isSubscribed = published.recv() != null;
        }
        while (published.recv() != null) {
            continue;
        }
        published.setReceiveTimeOut(PATIENCE);
    }

    /** Begins to execute a cell; returns the id of the request. */
    String begin(String code) {
        ObjectNode content = JSON.createObjectNode()
                .put("code", code)
                .put("silent", false)
                .put("store_history", true)
                .put("allow_stdin", false)
                .put("stop_on_error", false);
        content.putObject("user_expressions");
        return send(shell, "execute_request", content);
    }

    /** Executes a cell up to its end. */
    Executed execute(String code) {
        return end(begin(code));
    }

    /** Asks the kernel to interrupt the cell; returns when it has answered. */
    void interrupt() {
        send(control, "interrupt_request", JSON.createObjectNode());
        receive(control);
    }

    /** Asks the kernel to end. */
    void shutdown() {
        send(control, "shutdown_request", JSON.createObjectNode().put("restart", false));
    }

    /** The next message that a cell publishes. */
    Message next(String request) {
        while (true) {
            Message message = receive(published);
            if (message.parent().equals(request)) {
                return message;
            }
        }
    }

    /** Waits for the end of a cell. */
    Executed end(String request) {
        List<Message> messages = new ArrayList<>();
        Message message;
        do {
            message = next(request);
            messages.add(message);
        } while (!message.content().path("execution_state").asText().equals("idle"));
        return new Executed(messages, receive(shell).content().path("status").asText());
    }

    /** A message of the kernel. */
    record Message(String type, String parent, JsonNode content) {}

    /**
     * The outputs of a cell.
     *
     * @param status {@code ok} or {@code error}
     */
    record Executed(List<Message> messages, String status) {
        /** The plain texts of what was shown or printed, in their order, and the errors. */
        List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (Message message : messages) {
                switch (message.type()) {
                    case "display_data", "update_display_data", "execute_result" -> texts.add(
                            message.content().path("data").path("text/plain").asText());
                    case "stream" -> texts.add(message.content().path("text").asText());
                    case "error" -> texts.add(message.content().toString());
                    default -> {}
                }
            }
            return texts;
        }

        String lastText() {
            List<String> texts = texts();
            return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
        }
    }

    private String send(Socket socket, String type, JsonNode content) {
        String id = UUID.randomUUID().toString();
        String header = JSON.createObjectNode()
                .put("msg_id", id)
                .put("session", session)
                .put("username", "test")
                .put("date", "2026-01-01T00:00:00.000000Z")
                .put("msg_type", type)
                .put("version", "5.3")
                .toString();
        List<String> parts = List.of(header, "{}", "{}", content.toString());
        socket.sendMore(DELIMITER);
        socket.sendMore(signature(parts));
        for (int i = 0; i < 3; i++) {
            socket.sendMore(parts.get(i));
        }
        socket.send(parts.get(3));
        return id;
    }

    private Message receive(Socket socket) {
        String part;
        do {
            part = requireText(socket);
        } while (!part.equals(DELIMITER));
        String signature = requireText(socket);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(requireText(socket));
        }
        while (socket.hasReceiveMore()) {
            socket.recv();
        }
        if (!signature.equals(signature(parts))) {
            throw new IllegalStateException("the kernel's signature of " + parts + " is wrong");
        }
        try {
            return new Message(
                    JSON.readTree(parts.get(0)).path("msg_type").asText(),
                    JSON.readTree(parts.get(1)).path("msg_id").asText(),
                    JSON.readTree(parts.get(3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String requireText(Socket socket) {
        String text = socket.recvStr();
        if (text == null) {
            throw new IllegalStateException("the kernel did not answer within " + PATIENCE / 1000 + " s");
        }
        return text;
    }

    private String signature(List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
