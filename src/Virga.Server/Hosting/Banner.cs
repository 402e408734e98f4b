using System.Net;
using Virga.Server.Commands;
using Virga.Server.Configuration;
using Virga.Service.Control;

namespace Virga.Server.Hosting;

/// <summary>What the server says when it is up: address, backends, data, what to type next.</summary>
internal static class Banner
{
    public static string Of(ServerOptions options, IReadOnlyList<PartHealth> parts, string? certificate)
    {
        var backends = string.Join('\n', parts.Select(part => $"  {part.Name,-9} {part.State}: {part.Detail}"));
        return $"""
            Virga {Product.Version} listens on {UrlOf(options)}
            {backends}
              data      {options.DataDirectory ?? "in memory; --data DIR keeps it"}
            {TlsOf(options, certificate)}Next, in another terminal:
              eval "$({Command} env)"
              aws ec2 describe-vpcs
            """;
    }

    /// <summary>How the user started this: the native binary, or the script that runs it from source.</summary>
    private static string Command =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? "./virga" : "virga";

    /// <summary>How to trust the server's own authority.</summary>
    private static string TlsOf(ServerOptions options, string? certificate) => certificate is null
        ? ""
        : $"""
              tls       on the same ports; to trust it:
                export AWS_CA_BUNDLE={certificate}
                docker:  sudo install -D {certificate} /etc/docker/certs.d/HOST:{options.Endpoint.Port}/ca.crt
                all:     sudo cp {certificate} /usr/local/share/ca-certificates/virga.crt; sudo update-ca-certificates

            """;

    /// <summary>The address as a client on this machine writes it.</summary>
    public static string UrlOf(ServerOptions options)
    {
        var address = options.Endpoint.Address;
        IPAddress[] local = [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Any, IPAddress.IPv6Any];
        return $"http://{(local.Contains(address) ? "localhost" : address.ToString())}:{options.Endpoint.Port}";
    }
}
