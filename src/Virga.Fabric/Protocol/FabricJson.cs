using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Virga.Network;
using Virga.Network.Flows;

namespace Virga.Fabric.Protocol;

/// <summary>Messages as JSON, generated at build so that nothing is reflected on.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(IPAddressJson), typeof(IPNetworkJson),
        typeof(ValueListJson<string>), typeof(ValueListJson<int>), typeof(ValueListJson<IPAddress>),
        typeof(ValueListJson<IPNetwork>), typeof(ValueListJson<FabricVpc>), typeof(ValueListJson<FabricDnsRecord>),
        typeof(ValueListJson<FabricSubnet>), typeof(ValueListJson<FabricInterface>),
        typeof(ValueListJson<FabricSecurityGroup>), typeof(ValueListJson<FabricRule>),
        typeof(ValueListJson<FabricNetworkAcl>), typeof(ValueListJson<FabricAclEntry>),
        typeof(ValueListJson<FabricRouteTable>), typeof(ValueListJson<FabricRoute>),
        typeof(ValueListJson<FabricInternetGateway>), typeof(ValueListJson<FabricEgressOnlyInternetGateway>),
        typeof(ValueListJson<FabricNatGateway>), typeof(ValueListJson<FabricPeering>),
        typeof(ValueListJson<FabricTransitGateway>), typeof(ValueListJson<FabricTransitAttachment>),
        typeof(ValueListJson<FabricTransitRouteTable>), typeof(ValueListJson<FabricTransitRoute>),
        typeof(ValueListJson<FabricElasticAddress>), typeof(ValueListJson<FabricPublishedPort>),
        typeof(ValueListJson<FabricPrefixList>), typeof(ValueListJson<FabricFlowLog>),
        typeof(ValueListJson<FabricFault>), typeof(ValueListJson<FlowCount>),
        typeof(ValueListJson<FabricProbeResult>),
    ])]
[JsonSerializable(typeof(HelloMessage))]
[JsonSerializable(typeof(ApplyMessage))]
[JsonSerializable(typeof(AppliedMessage))]
[JsonSerializable(typeof(GuestConnectionMessage))]
[JsonSerializable(typeof(DialMessage))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(IPAddress))]
[JsonSerializable(typeof(IPNetwork))]
[JsonSerializable(typeof(FabricVpc))]
[JsonSerializable(typeof(FabricDnsRecord))]
[JsonSerializable(typeof(FabricSubnet))]
[JsonSerializable(typeof(FabricInterface))]
[JsonSerializable(typeof(FabricSecurityGroup))]
[JsonSerializable(typeof(FabricRule))]
[JsonSerializable(typeof(FabricNetworkAcl))]
[JsonSerializable(typeof(FabricAclEntry))]
[JsonSerializable(typeof(FabricRouteTable))]
[JsonSerializable(typeof(FabricRoute))]
[JsonSerializable(typeof(FabricInternetGateway))]
[JsonSerializable(typeof(FabricEgressOnlyInternetGateway))]
[JsonSerializable(typeof(FabricNatGateway))]
[JsonSerializable(typeof(FabricPeering))]
[JsonSerializable(typeof(FabricTransitGateway))]
[JsonSerializable(typeof(FabricTransitAttachment))]
[JsonSerializable(typeof(FabricTransitRouteTable))]
[JsonSerializable(typeof(FabricTransitRoute))]
[JsonSerializable(typeof(FabricElasticAddress))]
[JsonSerializable(typeof(FabricPublishedPort))]
[JsonSerializable(typeof(FabricPrefixList))]
[JsonSerializable(typeof(FabricFlowLog))]
[JsonSerializable(typeof(FabricFault))]
[JsonSerializable(typeof(FlowsMessage))]
[JsonSerializable(typeof(FlowCount))]
[JsonSerializable(typeof(FabricProbeResult))]
internal sealed partial class FabricJson : JsonSerializerContext
{
    public static byte[] Write<T>(T message, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(message, type);

    public static T Read<T>(ReadOnlyMemory<byte> payload, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(payload.Span, type) ?? throw new InvalidDataException("a message is null");
}
