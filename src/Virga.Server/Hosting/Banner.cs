using System.Net;
using Virga.Server.Commands;
using Virga.Server.Configuration;
using Virga.Service.Control;

namespace Virga.Server.Hosting;

/// <summary>What the server says when it is up: address, backends, data, what to type next.</summary>
internal static class Banner
{
    public static string Of(ServerOptions options, IReadOnlyList<PartHealth> parts)
    {
        var backends = string.Join('\n', parts.Select(part => $"  {part.Name,-9} {part.State}: {part.Detail}"));
        return $"""
            Virga {Product.Version} listens on {UrlOf(options)}
            {backends}
              data      {options.DataDirectory ?? "in memory; --data DIR keeps it"}
            Next, in another terminal:
              export AWS_ENDPOINT_URL={UrlOf(options)} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
              aws ec2 describe-vpcs
            """;
    }

    /// <summary>The address as a client on this machine writes it.</summary>
    public static string UrlOf(ServerOptions options)
    {
        var address = options.Endpoint.Address;
        var isLocal = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return $"http://{(isLocal ? "localhost" : address.ToString())}:{options.Endpoint.Port}";
    }
}
