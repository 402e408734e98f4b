using System.Buffers;
using System.Text;
using System.Text.Json;
using Virga.Wire;
using Virga.Wire.Ecr;
using Virga.Wire.Ssm;
using Xunit;

namespace Virga.Tests.Wire;

public sealed class JsonInputTests
{
    [Fact]
    public void Reads_structures_lists_maps_and_skips_what_it_does_not_know()
    {
        var input = Read(SsmApi.SendCommand, """
            {"DocumentName":"AWS-RunShellScript","New":{"a":[1,{"b":null}]},"Targets":[{"Key":"tag:a","Values":["b"]}],
             "Parameters":{"commands":["ls","id"]},"TimeoutSeconds":60,"Comment":null}
            """);
        Assert.Equal(("AWS-RunShellScript", 60, null), (input.DocumentName, input.TimeoutSeconds, input.Comment));
        Assert.Equal(["ls", "id"], input.Parameters!["commands"]);
        Assert.Equal(["b"], input.Targets![0].Values);
    }

    [Theory]
    [InlineData("{\"repositoryName\":7}", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("{\"repositoryName\":[]}", "Start of list found where not expected")]
    [InlineData("{\"tags\":{}}", "Start of structure or map found where not expected.")]
    [InlineData("{\"tags\":[null]}", "Unexpected field type")]
    [InlineData("[]", "Start of list found where not expected")]
    [InlineData("{\"repositoryName\":\"a\"", null)]
    [InlineData("{\"repositoryName\":\"a\"}{}", null)]
    [InlineData("nonsense", null)]
    public void What_cannot_be_read_is_malformed(string body, string? text)
    {
        var thrown = Assert.Throws<InputException>(() => Read(EcrApi.CreateRepository, body));
        Assert.Equal((InputFault.Malformed, text), (thrown.Fault, thrown.Text));
    }

    [Fact]
    public void No_body_is_an_empty_object() => Assert.Null(Read(EcrApi.DescribeRepositories, "").RegistryId);

    [Fact]
    public void Times_are_seconds_with_a_fraction()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250);
        var repository = new Repository { RepositoryName = "a", CreatedAt = time };
        var output = new DescribeRepositoriesResponse { Repositories = [repository] };
        Assert.Equal("{\"repositories\":[{\"repositoryName\":\"a\",\"createdAt\":1700000000.25}]}",
            Written(EcrApi.DescribeRepositories, output));
        var input = Read(SsmApi.CreateAssociation, "{\"Name\":\"abc\",\"TargetMaps\":[{\"a\":[\"b\"]}]}");
        Assert.Equal(["b"], input.TargetMaps![0]["a"]);
    }

    private static TIn Read<TIn, TOut>(Operation<TIn, TOut> operation, string body)
        where TIn : class, new() where TOut : class, new() => operation.Read(Encoding.UTF8.GetBytes(body));

    private static string Written(Operation operation, object output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            operation.WriteJson(output, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
