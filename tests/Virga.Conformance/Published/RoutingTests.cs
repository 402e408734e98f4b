using System.Net;
using System.Text;
using Xunit;

namespace Virga.Conformance.Published;

/// <summary>
/// One port for all services: what decides where a request goes, and what strange requests are answered.
/// </summary>
public sealed class RoutingTests(RoutingTests.Server shared) : IClassFixture<RoutingTests.Server>
{
    private const string Describe = "Action=DescribeVpcs&Version=2016-11-15&";
    private const string Run = "Action=RunInstances&Version=2016-11-15&";
    private const string Identity = "Action=GetCallerIdentity&Version=2011-06-15";

    [Fact]
    public async Task The_signature_names_service_region_and_account()
    {
        using var answer = await shared.PostAsync(
            "Action=DescribeVpcs&Version=2016-11-15", "ec2", "eu-west-1", "210987654321");
        Assert.Contains("<ownerId>210987654321</ownerId>", await answer.Content.ReadAsStringAsync());
        using var zones = await shared.PostAsync(
            "Action=DescribeAvailabilityZones&Version=2016-11-15", "ec2", "eu-west-1");
        Assert.Contains("eu-west-1a", await zones.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_that_is_no_account_is_the_default_account()
    {
        using var answer = await shared.PostAsync(Identity, "sts", "us-east-1", "test");
        Assert.Contains("<Account>000000000000</Account>", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("ec2.ap-south-1.amazonaws.com", "Action=DescribeAvailabilityZones&Version=2016-11-15", "ap-south-1a")]
    [InlineData("sts.eu-west-1.amazonaws.com", Identity, "<Account>000000000000</Account>")]
    [InlineData("localhost", Identity, "<Account>000000000000</Account>")]
    [InlineData("localhost", "Action=DescribeRegions&Version=2016-11-15", "eu-central-1")]
    public async Task Without_a_signature_the_host_or_the_action_decides(string host, string body, string expected)
    {
        using var request = Form(body);
        request.Headers.Host = host;
        using var answer = await shared.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_target_names_a_json_operation()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories");
        using var answer = await shared.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("{\"repositories\":[]}", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/_virga/health", "\"mock\"")]
    [InlineData("/_localstack/health", "\"ec2\"")]
    [InlineData("/_floci/health", "\"ec2\"")]
    [InlineData("/_virga/info", "\"operations\"")]
    public async Task Wait_strategies_find_their_path(string path, string expected)
    {
        using var answer = await shared.SendAsync(new(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_may_ask_from_any_page()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/");
        preflight.Headers.Add("Origin", "http://console.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-amz-date");
        using var allowed = await shared.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("http://console.example", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("authorization", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());

        using var request = Form(Identity);
        request.Headers.Add("Origin", "http://console.example");
        using var answer = await shared.SendAsync(request);
        Assert.Equal("http://console.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    public static TheoryData<string, string> HostileForms() => new()
    {
        { "deep", Run + string.Concat(Enumerable.Repeat("A.1.", 5_000)) + "B=c" },
        { "gapped", Describe + "Filter.1.Name=vpc-id&Filter.1.Value.7=vpc-1&Filter.3.Name=nonsense" },
        { "duplicate", Describe + "VpcId.1=vpc-1&VpcId.1=vpc-2&VpcId.01=x" },
        { "wrong type", Run + "ImageId=ami-1&MinCount=many&MaxCount=1" },
        { "huge index", Describe + "VpcId.99999999999999999999=vpc-1" },
        { "no action", "Version=2016-11-15" },
        { "broken escapes", "Action=%zz&%=%&&&=" },
        { "8 MiB of value", "Action=CreateVpc&Version=2016-11-15&CidrBlock=" + new string('1', 8 << 20) },
        { "8 MiB of names", Describe + string.Concat(Enumerable.Repeat("a=b&", 2 << 20)) },
    };

    [Theory]
    [MemberData(nameof(HostileForms))]
    public async Task Hostile_forms_get_an_error_of_AWS_and_never_a_500(string what, string body)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = Form(body);
        using var answer = await shared.SendAsync(request, limit.Token);
        var text = await answer.Content.ReadAsStringAsync(limit.Token);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{what}: {(int)answer.StatusCode} {text}");
        Assert.Contains("<Code>", text);
        Assert.True(text.Length < 4_096, $"{what}: an error of {text.Length} characters");
    }

    [Fact]
    public async Task After_all_that_it_is_well()
    {
        using var answer = await shared.SendAsync(Form(Identity));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static HttpRequestMessage Form(string body) => new(HttpMethod.Post, "/")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
    };

    /// <summary>One server for all of them; started by the first, since a fixture can not skip.</summary>
    public sealed class Server : IAsyncDisposable
    {
        private PublishedServer? server;

        public async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellation = default)
        {
            server ??= await PublishedServer.StartAsync();
            return await server.SendAsync(request).WaitAsync(cancellation);
        }

        public Task<HttpResponseMessage> PostAsync(string body, string service, string region, string key = "test")
        {
            var request = Form(body);
            request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260101T000000Z");
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, "
                    + $"SignedHeaders=host;x-amz-date, Signature={new string('0', 64)}");
            return SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            if (server is not null) await server.DisposeAsync();
        }
    }
}
