using System.Text.Json;
using Virga.Tests.Iam;
using Xunit;

namespace Virga.Tests.Ssm.Parameters;

/// <summary>
/// Parameter Store; the shapes and errors that LocalStack's AWS-validated tests of ssm/test_ssm record.
/// </summary>
public sealed class ParameterTests : IDisposable
{
    private const string Prefix = $"arn:aws:ssm:us-east-1:{TestWorld.Account}:parameter";
    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void PutParameter_answers_tier_and_version()
    {
        Assert.Equal("""{"Version":1,"Tier":"Standard"}""", Put("x", "v").Body);
        Assert.Equal("""{"Version":2,"Tier":"Standard"}""", Put("x", "w", "\"Overwrite\":true").Body);
    }

    [Fact]
    public void GetParameter_shows_neither_tier_nor_selector()
    {
        Put("/test/x", "v");

        var parameter = Get("/test/x");

        Assert.Equal(["ARN", "DataType", "LastModifiedDate", "Name", "Type", "Value", "Version"],
            parameter.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Prefix + "/test/x", parameter.GetProperty("ARN").GetString());
        Assert.Equal("text", parameter.GetProperty("DataType").GetString());
    }

    [Fact]
    public void A_name_an_ARN_and_a_leading_slash_mean_the_same()
    {
        Put("x", "v");

        Assert.Equal("x", Get("x").GetProperty("Name").GetString());
        Assert.Equal("/x", Get("/x").GetProperty("Name").GetString());
        Assert.Equal("x", Get(Prefix + "/x").GetProperty("Name").GetString());
        Assert.Equal(Prefix + "/x", Get("x").GetProperty("ARN").GetString());
        var several = Json("GetParameters", $$"""{"Names":["{{Prefix}}/x"]}""");
        Assert.Equal("x", several.GetProperty("Parameters")[0].GetProperty("Name").GetString());
        Assert.Equal(0, several.GetProperty("InvalidParameters").GetArrayLength());
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("/a//b//c")]
    public void A_name_follows_the_rules(string name)
    {
        var answer = api.Json("GetParameter", $$"""{"Name":"{{name}}"}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains("ValidationException", answer.Body, StringComparison.Ordinal);
        Assert.Contains("sub-paths divided by slash symbol", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        const string secret = "/aws/reference/secretsmanager/inexistent";

        Assert.Contains("ParameterNotFound", api.Json("GetParameter", """{"Name":"none"}""").Body,
            StringComparison.Ordinal);
        var answer = api.Json("GetParameter", $$"""{"Name":"{{secret}}"}""");
        Assert.Contains("ParameterNotFound", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"Secret {secret} not found.", answer.Body, StringComparison.Ordinal);
        var window = api.Json("GetMaintenanceWindow", """{"WindowId":"mw-00000000000000000"}""");
        Assert.Contains("DoesNotExistException", window.Body, StringComparison.Ordinal);
        Assert.Contains("Maintenance window mw-00000000000000000 does not exist", window.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_select_versions()
    {
        Put("/p/x", "one");
        Put("/p/x", "two", "\"Overwrite\":true");
        Json("LabelParameterVersion", """{"Name":"/p/x","ParameterVersion":1,"Labels":["old","1bad"]}""");

        Assert.Equal("one", Get("/p/x:old").GetProperty("Value").GetString());
        Assert.Equal(":old", Get("/p/x:old").GetProperty("Selector").GetString());
        Assert.Equal("one", Get("/p/x:1").GetProperty("Value").GetString());
        Assert.Equal("two", Get("/p/x").GetProperty("Value").GetString());
        var byLabel = Json("GetParametersByPath",
            """{"Path":"/p","ParameterFilters":[{"Key":"Label","Values":["old"]}]}""");
        Assert.Equal("one", byLabel.GetProperty("Parameters")[0].GetProperty("Value").GetString());
        Assert.Contains("ParameterVersionNotFound", api.Json("GetParameter", """{"Name":"/p/x:9"}""").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void History_has_every_version_with_its_labels_and_its_author()
    {
        Put("h", "one");
        Put("h", "two", "\"Overwrite\":true,\"Description\":\"second\"");
        Json("LabelParameterVersion", """{"Name":"h","ParameterVersion":1,"Labels":["old","older"]}""");
        Json("UnlabelParameterVersion", """{"Name":"h","ParameterVersion":1,"Labels":["older"]}""");
        // A label names one version: given again, it moves.
        Json("LabelParameterVersion", """{"Name":"h","ParameterVersion":2,"Labels":["new"]}""");
        Json("LabelParameterVersion", """{"Name":"h","ParameterVersion":1,"Labels":["new"]}""");

        var history = Json("GetParameterHistory", """{"Name":"h"}""").GetProperty("Parameters");

        Assert.Equal(["1 one old,new", "2 two "], history.EnumerateArray().Select(one =>
            $"{one.GetProperty("Version")} {one.GetProperty("Value").GetString()} "
            + (one.TryGetProperty("Labels", out var labels)
                ? string.Join(',', labels.EnumerateArray().Select(label => label.GetString()))
                : "")));
        Assert.Equal("second", history[1].GetProperty("Description").GetString());
        Assert.Equal($"arn:aws:iam::{TestWorld.Account}:root", history[0].GetProperty("LastModifiedUser").GetString());
    }

    [Fact]
    public void Several_are_deleted_at_once_and_one_that_is_not_there_is_named()
    {
        Put("a", "v");
        Put("b", "v");

        var gone = Json("DeleteParameters", """{"Names":["a","b","none"]}""");

        Assert.Equal(["a", "b"], gone.GetProperty("DeletedParameters").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("none", gone.GetProperty("InvalidParameters")[0].GetString());
        Assert.Contains("ParameterNotFound", api.Json("DeleteParameter", """{"Name":"a"}""").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void By_path_means_one_level_or_all_below()
    {
        Put("/t/a", "1");
        Put("/t/b/c", "2");

        string[] Names(string more) => [.. Json("GetParametersByPath", $$"""{"Path":"/t"{{more}}}""")
            .GetProperty("Parameters").EnumerateArray().Select(one => one.GetProperty("Name").GetString()!)];
        Assert.Equal(["/t/a"], Names(""));
        Assert.Equal(["/t/a", "/t/b/c"], Names(",\"Recursive\":true"));
    }

    [Fact]
    public void A_secure_string_is_opaque_until_it_is_decrypted()
    {
        Put("s", "secret", "\"Type\":\"SecureString\"");

        Assert.DoesNotContain("secret", Get("s").GetProperty("Value").GetString(), StringComparison.Ordinal);
        var open = Json("GetParameter", """{"Name":"s","WithDecryption":true}""").GetProperty("Parameter");
        Assert.Equal("secret", open.GetProperty("Value").GetString());
        Assert.Equal("alias/aws/ssm",
            Json("DescribeParameters", "{}").GetProperty("Parameters")[0].GetProperty("KeyId").GetString());
    }

    [Fact]
    public void Public_parameters_are_read_beside_own_ones()
    {
        const string name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

        Assert.StartsWith("ami-", Get(name).GetProperty("Value").GetString(), StringComparison.Ordinal);
        var below = Json("GetParametersByPath", """{"Path":"/aws/service/ami-amazon-linux-latest"}""");
        Assert.Equal(10, below.GetProperty("Parameters").GetArrayLength());
        Assert.True(below.TryGetProperty("NextToken", out _));
    }

    [Fact]
    public void Limits_and_patterns_are_kept()
    {
        Assert.Contains("4096 characters", Put("big", new('x', 4_097)).Body, StringComparison.Ordinal);
        Assert.Contains("\"Advanced\"", Put("big", new('x', 4_097), "\"Tier\":\"Intelligent-Tiering\"").Body,
            StringComparison.Ordinal);
        Assert.Contains("ParameterPatternMismatchException", Put("n", "x", "\"AllowedPattern\":\"^[0-9]+$\"").Body,
            StringComparison.Ordinal);
        Put("once", "v");
        Assert.Contains("ParameterAlreadyExists", Put("once", "v").Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expiration_policy_deletes()
    {
        const string policy = "[{\\\"Type\\\":\\\"Expiration\\\",\\\"Version\\\":\\\"1.0\\\","
            + "\\\"Attributes\\\":{\\\"Timestamp\\\":\\\"2026-11-22T00:00:00.000Z\\\"}}]";
        Put("e", "v", $"\"Tier\":\"Advanced\",\"Policies\":\"{policy}\"");
        api.World.Step(TimeSpan.FromHours(14));
        Assert.Equal("v", Get("e").GetProperty("Value").GetString());
        api.World.Step(TimeSpan.FromHours(2));

        Assert.Contains("ParameterNotFound", api.Json("GetParameter", """{"Name":"e"}""").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_and_tags_work()
    {
        for (var i = 0; i < 12; i++) Put($"/many/p{i}", "v");
        var first = Json("GetParametersByPath", """{"Path":"/many/"}""");
        var token = first.GetProperty("NextToken").GetString();
        var second = Json("GetParametersByPath", $$"""{"Path":"/many/","NextToken":"{{token}}"}""");
        Assert.Equal(10, first.GetProperty("Parameters").GetArrayLength());
        Assert.Equal(2, second.GetProperty("Parameters").GetArrayLength());
        Json("AddTagsToResource",
            """{"ResourceType":"Parameter","ResourceId":"/many/p1","Tags":[{"Key":"a","Value":"b"}]}""");
        var tagged = Json("DescribeParameters", """{"ParameterFilters":[{"Key":"tag:a","Values":["b"]}]}""");
        Assert.Equal("/many/p1", Assert.Single(tagged.GetProperty("Parameters").EnumerateArray())
            .GetProperty("Name").GetString());
    }

    private TestApi.Answer Put(string name, string value, string? more = null)
    {
        var type = more?.Contains("\"Type\":", StringComparison.Ordinal) == true ? "" : ",\"Type\":\"String\"";
        return api.Json("PutParameter",
            $"{{\"Name\":\"{name}\",\"Value\":\"{value}\"{type}{(more is null ? "" : "," + more)}}}");
    }

    private JsonElement Get(string name) =>
        Json("GetParameter", $$"""{"Name":"{{name}}"}""").GetProperty("Parameter");

    private JsonElement Json(string action, string body)
    {
        var answer = api.Json(action, body);
        Assert.True(answer.Status == 200, answer.Body);
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
