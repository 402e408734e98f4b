using System.Globalization;
using System.Xml.Linq;
using Virga.Conformance.Walkthrough;

namespace Virga.Conformance.Network;

/// <summary>
/// EC2 as a bare HTTP client speaks it: a call takes milliseconds, where a command of the CLI takes one second.
/// </summary>
internal sealed class Ec2Api(RunningServer server, string region = "us-east-1") : IDisposable
{
    private readonly HttpClient http = server.Client();

    /// <summary>
    /// Calls and answers the first element of that name, anywhere in the answer; "" where there is none.
    /// </summary>
    public async Task<string> OneAsync(
        string element, string action, params (string Name, string Value)[] parameters) =>
        (await AllAsync(element, action, parameters)).FirstOrDefault() ?? "";

    /// <summary>All elements of a name in the answer.</summary>
    public async Task<List<string>> AllAsync(
        string element, string action, params (string Name, string Value)[] parameters)
    {
        var answer = await CallAsync(action, parameters);
        return [.. answer.Descendants().Where(one => one.Name.LocalName == element).Select(one => one.Value)];
    }

    public async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new FormUrlEncodedContent(
            [new("Action", action), new("Version", "2016-11-15"), .. parameters.Select(Pair)]);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 "
            + $"Credential=test/20260101/{region}/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
            + $"Signature={new string('0', 64)}");
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? XElement.Parse(body)
            : throw new InvalidOperationException($"{action}: {body}");
    }

    /// <summary>One rule, as AuthorizeSecurityGroupIngress and its kin take it.</summary>
    /// <param name="peer">A block, or the id of a group.</param>
    public Task RuleAsync(string action, string group, string protocol, int port, string peer) => CallAsync(
        action,
        ("GroupId", group),
        ("IpPermissions.1.IpProtocol", protocol),
        ("IpPermissions.1.FromPort", port.ToString(CultureInfo.InvariantCulture)),
        ("IpPermissions.1.ToPort", port.ToString(CultureInfo.InvariantCulture)),
        peer.StartsWith("sg-", StringComparison.Ordinal)
            ? ("IpPermissions.1.Groups.1.GroupId", peer)
            : ("IpPermissions.1.IpRanges.1.CidrIp", peer));

    public async Task<string> HealthAsync() => await http.GetStringAsync("/_virga/health");

    /// <summary>A call of the control API: its answer, whatever the status.</summary>
    public async Task<string> ControlAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task ResetAsync() => (await http.PostAsync("/_virga/reset", null)).EnsureSuccessStatusCode();

    public void Dispose() => http.Dispose();

    private static KeyValuePair<string, string> Pair((string Name, string Value) parameter) =>
        new(parameter.Name, parameter.Value);
}
