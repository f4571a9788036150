package dev.ize.bench.history;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files of a repository, read through one {@code git cat-file --batch} that stays. */
final class GitFiles implements AutoCloseable {
    private final Process process;
    private final OutputStream requests;
    private final InputStream answers;

    GitFiles(GitProcess git) throws IOException {
        process = git.prepare(Map.of(), "cat-file", "--batch").start();
        requests = process.getOutputStream();
        answers = new BufferedInputStream(process.getInputStream());
    }

    /** The bytes of a path at a commit or branch. */
    byte[] read(String revision, String path) throws IOException {
        requests.write((revision + ":" + path + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        String[] header = line().split(" ", -1);
        if (header.length != 3) {
            throw new IOException("git has no such file: " + revision + ":" + path);
        }
        int length = Integer.parseInt(header[2]);
        byte[] bytes = answers.readNBytes(length);
        if (bytes.length < length || answers.read() != '\n') {
            throw new EOFException("git ended within a file");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = answers.read(); b != '\n'; b = answers.read()) {
            if (b < 0) {
                throw new EOFException("git ended");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.close();
    }
}
