using Virga.Wire;
using Virga.Wire.Ec2;
using Virga.Wire.Ec2InstanceConnect;
using Virga.Wire.Ecr;
using Virga.Wire.Fis;
using Virga.Wire.Iam;
using Virga.Wire.Ssm;
using Virga.Wire.Sts;

namespace Virga.Service;

/// <summary>One AWS service as its API model describes it.</summary>
/// <param name="Name">AWS's endpoint prefix, which is also the name in a credential scope: <c>ec2</c>.</param>
/// <param name="Protocol">How requests and answers are written.</param>
/// <param name="Version">The API version, such as <c>2016-11-15</c>.</param>
/// <param name="TargetPrefix">What stands before the dot in <c>X-Amz-Target</c>, for JSON services.</param>
/// <param name="Find">The operation of this name, or null.</param>
internal sealed record ServiceApi(
    string Name, WireProtocol Protocol, string Version, string? TargetPrefix, Func<string, Operation?> Find)
{
    public static readonly ServiceApi Ec2 = new("ec2", WireProtocol.Ec2Query, Ec2Api.Version, null, Ec2Api.Find);
    public static readonly ServiceApi Ecr =
        new("ecr", WireProtocol.Json, EcrApi.Version, EcrApi.TargetPrefix, EcrApi.Find);
    public static readonly ServiceApi Sts = new("sts", WireProtocol.Query, StsApi.Version, null, StsApi.Find);
    public static readonly ServiceApi Iam = new("iam", WireProtocol.Query, IamApi.Version, null, IamApi.Find);
    public static readonly ServiceApi Ssm =
        new("ssm", WireProtocol.Json, SsmApi.Version, SsmApi.TargetPrefix, SsmApi.Find);

    public static readonly ServiceApi Ec2InstanceConnect = new(
        "ec2-instance-connect", WireProtocol.Json, Ec2InstanceConnectApi.Version, Ec2InstanceConnectApi.TargetPrefix,
        Ec2InstanceConnectApi.Find);

    public static readonly ServiceApi Fis =
        new("fis", WireProtocol.RestJson, FisApi.Version, null, FisApi.Find) { Routes = FisApi.Routes };

    /// <summary>Every service that Virga speaks.</summary>
    public static readonly IReadOnlyList<ServiceApi> All = [Ec2, Ecr, Sts, Iam, Ssm, Ec2InstanceConnect, Fis];

    /// <summary>How method and path name an operation, for services of that kind.</summary>
    public IReadOnlyList<RestRoute>? Routes { get; init; }

    /// <summary>Whether requests and answers are JSON.</summary>
    public bool IsJson => Protocol is WireProtocol.Json or WireProtocol.RestJson;

    /// <summary>Whether rows of this service belong to the account as a whole, in one region for all.</summary>
    public bool IsGlobal => Name == "iam";

    public static ServiceApi? Named(string name) => All.FirstOrDefault(api => api.Name == name);
}
