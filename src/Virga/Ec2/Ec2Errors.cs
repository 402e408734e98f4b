using System.Net;
using Virga.Service;

namespace Virga.Ec2;

/// <summary>
/// EC2's errors. Each slice adds its own in a part of this class. Codes: EC2 API Reference, "Error codes for the Amazon
/// EC2 API"; texts: as AWS was seen to answer, the source beside each.
/// </summary>
internal static partial class Ec2Errors
{
    /// <summary>
    /// The usual pair for a resource: <c>InvalidVpcID.NotFound</c>, "The vpc ID 'vpc-1' does not exist".
    /// </summary>
    public static Func<string, Exception> NotFound(string code, string noun) =>
        id => new AwsException($"{code}.NotFound", $"The {noun} '{id}' does not exist");

    /// <summary>
    /// An id of the wrong form: <c>Invalid id: "X" (expecting "sg-...")</c>; the text is EC2's own as Route 53 Resolver
    /// quotes it.
    /// </summary>
    public static Func<string, Exception> Malformed(string code, string prefix) =>
        id => new AwsException($"{code}.Malformed", $"Invalid id: \"{id}\" (expecting \"{prefix}-...\")");

    public static AwsException InvalidFilter(string name) =>
        CommonErrors.InvalidParameterValue($"The filter '{name}' is invalid");

    public static AwsException DependencyViolation(string message) => new("DependencyViolation", message);

    public static AwsException IncorrectState(string message) => new("IncorrectState", message);

    public static AwsException OperationNotPermitted(string message) => new("OperationNotPermitted", message);

    public static AwsException LimitExceeded(string code, string message) => new(code, message);

    public static AwsException Unauthorized() => new(
        "UnauthorizedOperation",
        "You are not authorized to perform this operation.",
        HttpStatusCode.Forbidden);
}
