using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Wire;
using Virga.Wire.Ec2;
using Virga.Wire.Ecr;
using Virga.Wire.Iam;
using Virga.Wire.Ssm;
using Virga.Wire.Sts;
using Xunit;

namespace Virga.Conformance.Wire;

/// <summary>Every operation of every service, both ways, against AWS's own Python client.</summary>
public sealed class BotocoreTests
{
    [Fact]
    public void What_botocore_writes_we_read()
    {
        SkipWithoutBotocore();
        var requests = Botocore.Requests();
        Assert.Equal(Operations().Count(), requests.Count);
        var faults = requests.Select(RequestFault).OfType<string>().ToList();
        Assert.True(faults.Count == 0, Told(faults, requests.Count));
    }

    [Fact]
    public void What_we_write_botocore_reads()
    {
        SkipWithoutBotocore();
        var outputs = Operations().Where(operation => operation.HasOutput)
            .ToDictionary(operation => (operation.Service, operation.Name), MadeUpOutput);
        var parsed = Botocore.Parse(outputs.Select(pair => Answer(pair.Key, 200, Written(pair.Key, pair.Value))));
        Assert.Equal(outputs.Count, parsed.Count);
        var faults = parsed.Select(line => ResponseFault(line, outputs)).OfType<string>().ToList();
        Assert.True(faults.Count == 0, Told(faults, parsed.Count));
    }

    [Fact]
    public void Operations_without_output_and_errors_are_read_by_botocore()
    {
        SkipWithoutBotocore();
        var silent = Operations().Where(operation => !operation.HasOutput).ToList();
        var parsed = Botocore.Parse(silent.Select(operation => (operation.Service, operation.Name))
            .Select(of => Answer(of, 200, Written(of, new object()))));
        Assert.All(parsed, line =>
            Assert.Equal("req-1", (string?)line["parsed"]!["ResponseMetadata"]!["RequestId"]));
        var errors = Botocore.Parse(
        [
            Answer(("ec2", "CreateVpc"), 400, Error(output => ErrorDocument.WriteEc2(output, "C.D", "a <b>", "req-1"))),
            Answer(("iam", "GetUser"), 404, Error(output =>
                ErrorDocument.WriteQuery(output, IamApi.XmlNamespace, "Sender", "C.D", "a <b>", "req-1"))),
            Answer(("ecr", "BatchGetImage"), 400, Error(output => ErrorDocument.WriteJson(output, "C.D", "a <b>"))),
        ]);
        Assert.All(errors, line => Assert.Equal("C.D", (string?)line["parsed"]!["Error"]!["Code"]));
        Assert.All(errors, line => Assert.Equal("a <b>", (string?)line["parsed"]!["Error"]!["Message"]));
    }

    private static void SkipWithoutBotocore()
    {
        if (!Botocore.IsInstalled)
            Assert.Skip("reason: python3 with botocore missing");
        if (!Botocore.IsOfTheModels)
            Assert.Skip("reason: botocore is older than the models, and knows neither all operations nor all members");
    }

    private static IEnumerable<Operation> Operations() =>
        Ec2Api.OperationNames.Select(name => Ec2Api.Find(name)!)
            .Concat(EcrApi.OperationNames.Select(name => EcrApi.Find(name)!))
            .Concat(IamApi.OperationNames.Select(name => IamApi.Find(name)!))
            .Concat(SsmApi.OperationNames.Select(name => SsmApi.Find(name)!))
            .Concat(StsApi.OperationNames.Select(name => StsApi.Find(name)!));

    private static Operation Find(string service, string name) =>
        Operations().Single(operation => operation.Service == service && operation.Name == name);

    private static string? RequestFault(JsonObject request)
    {
        var operation = Find((string)request["service"]!, (string)request["operation"]!);
        try
        {
            var input = ReadUnchecked(operation, Convert.FromBase64String((string)request["body"]!));
            return Difference(operation.Name, request["parameters"], MadeUp.ToJson(input));
        }
        catch (Exception fault)
        {
            return $"{operation.Service} {operation.Name}: {fault.GetBaseException().Message}";
        }
    }

    /// <summary>Made-up texts break patterns and lengths, so only the reader is asked, not the constraints.</summary>
    private static object ReadUnchecked(Operation operation, byte[] body)
    {
        if (operation.Protocol == WireProtocol.Ec2Query)
            return operation.ReadQuery(QueryDocument.Parse(body).Root);
        var reader = operation.Protocol == WireProtocol.Json ? nameof(ReadJson) : nameof(ReadQuery);
        return typeof(BotocoreTests).GetMethod(reader, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(operation.GetType().GenericTypeArguments[0]).Invoke(null, [body])!;
    }

    private static T ReadQuery<T>(byte[] body) where T : class, IQueryInput<T>
    {
        var document = QueryDocument.Parse(body);
        var input = T.Read(document.Root);
        document.ThrowIfUnknown();
        return input;
    }

    private static T ReadJson<T>(byte[] body) where T : class, IJsonInput<T>
    {
        var reader = new JsonInput(body);
        reader.Start();
        var input = T.Read(ref reader);
        reader.End();
        return input;
    }

    private static object MadeUpOutput(Operation operation) =>
        MadeUp.Value(operation.GetType().GenericTypeArguments[1], operation.Name)!;

    private static byte[] Written((string Service, string Name) of, object output)
    {
        var operation = Find(of.Service, of.Name);
        var buffer = new ArrayBufferWriter<byte>();
        if (operation.Protocol != WireProtocol.Json)
            operation.WriteXml(output, new(buffer, "req-1"));
        else
        {
            using var writer = new Utf8JsonWriter(buffer);
            operation.WriteJson(output, writer);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Error(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static JsonObject Answer((string Service, string Name) of, int status, byte[] body) => new()
    {
        ["service"] = of.Service, ["operation"] = of.Name, ["status"] = status, ["body"] = Convert.ToBase64String(body),
    };

    private static string? ResponseFault(JsonObject line, Dictionary<(string, string), object> outputs)
    {
        var of = ((string)line["service"]!, (string)line["operation"]!);
        line["parsed"]!.AsObject().Remove("ResponseMetadata");
        return Difference(of.Item2, MadeUp.ToJson(outputs[of]), line["parsed"]);
    }

    private static string? Difference(string path, JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => Differences(path, left, right).FirstOrDefault(),
        (JsonArray left, JsonArray right) when left.Count == right.Count => left
            .Select((item, i) => Difference($"{path}.{i}", item, right[i])).FirstOrDefault(found => found is not null),
        (JsonValue left, JsonValue right) when left.ToJsonString() == right.ToJsonString() => null,
        (JsonValue left, JsonValue right) when IsSameNumber(left, right) => null,
        (null, null) => null,
        _ => $"{path}: expected {Short(expected)}, got {Short(actual)}",
    };

    private static bool IsSameNumber(JsonValue left, JsonValue right) =>
        left.TryGetValue(out double a) && right.TryGetValue(out double b) && a == b;

    private static IEnumerable<string> Differences(string path, JsonObject left, JsonObject right)
    {
        var named = right.ToDictionary(pair => Folded(pair.Key), pair => pair.Value);
        foreach (var (name, value) in left)
        {
            var folded = Folded(name);
            if (!named.Remove(folded, out var other))
                yield return $"{path}.{name}: absent";
            else if (Difference($"{path}.{name}", value, other) is { } found)
                yield return found;
        }
        foreach (var name in named.Keys)
            yield return $"{path}.{name}: not expected";
    }

    /// <summary>Properties have a capital, and end in Value where C# forbids the name.</summary>
    private static string Folded(string name)
    {
        var pascal = char.ToUpperInvariant(name[0]) + name[1..];
        return pascal.EndsWith("Value") && RenamedProperties.Contains(pascal[..^5]) ? pascal[..^5] : pascal;
    }

    private static readonly HashSet<string> RenamedProperties =
    [
        "CidrBlock", "InstanceCount", "InstanceStatus", "Ipv6CidrBlock", "PrefixListId", "ReservedInstancesId",
        "SpotFleetRequestConfig", "SpotPrice",
    ];

    private static string Short(JsonNode? node) =>
        node?.ToJsonString() is { Length: > 80 } text ? text[..80] : $"{node?.ToJsonString()}";

    private static string Told(List<string> faults, int all) =>
        $"{faults.Count} of {all}:\n{string.Join('\n', faults.Take(30))}";
}
