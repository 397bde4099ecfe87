package org.cordscope.web.api;

/**
 * How the API is reached. It speaks HTTP without TLS: beyond this machine it belongs behind a proxy that has it.
 *
 * @param address to listen at; 127.0.0.1 for this machine only
 * @param port 0 for any free one
 */
public record ApiSettings(String address, int port) {
    public ApiSettings {
        if (address.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("an address, and a port of 0 to 65535: " + address + ", " + port);
        }
    }
}
