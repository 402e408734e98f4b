using System.Net;
using Virga.Service;
using Virga.Wire;
using Virga.Wire.Signing;

namespace Virga.Iam.Authentication;

/// <summary>
/// A refused signature in the words of each kind of service. Sources: EC2 API Reference, "Error codes"; "Common errors"
/// of
/// the IAM and SSM API References; texts from public reports.
/// </summary>
internal static class SignatureErrors
{
    public static AwsException Of(ServiceApi api, SignatureFault fault) => api.Protocol switch
    {
        WireProtocol.Ec2Query => Ec2(fault),
        WireProtocol.Query => Query(fault),
        _ => Json(fault),
    };

    private static AwsException Ec2(SignatureFault fault) => fault.Kind switch
    {
        SignatureFaultKind.MissingAuthenticationToken => CommonErrors.MissingParameter("AWSAccessKeyId"),
        SignatureFaultKind.IncompleteSignature or SignatureFaultKind.UnsupportedAlgorithm =>
            new("IncompleteSignature", fault.Message),
        SignatureFaultKind.RequestExpired or SignatureFaultKind.ExpiredToken =>
            new("RequestExpired", "Request has expired."),
        _ => new("AuthFailure", "AWS was not able to validate the provided access credentials",
            HttpStatusCode.Unauthorized),
    };

    private static AwsException Query(SignatureFault fault) => fault.Kind switch
    {
        SignatureFaultKind.IncompleteSignature or SignatureFaultKind.UnsupportedAlgorithm =>
            new("IncompleteSignature", fault.Message),
        SignatureFaultKind.RequestExpired =>
            new("SignatureDoesNotMatch", fault.Message, HttpStatusCode.Forbidden),
        _ => new(fault.Kind.ToString(), fault.Message, HttpStatusCode.Forbidden),
    };

    private static AwsException Json(SignatureFault fault) => fault.Kind switch
    {
        SignatureFaultKind.MissingAuthenticationToken =>
            new("MissingAuthenticationTokenException", "Missing Authentication Token"),
        SignatureFaultKind.IncompleteSignature or SignatureFaultKind.UnsupportedAlgorithm =>
            new("IncompleteSignatureException", fault.Message),
        SignatureFaultKind.InvalidClientTokenId => new("UnrecognizedClientException", fault.Message),
        SignatureFaultKind.ExpiredToken => new("ExpiredTokenException", fault.Message),
        _ => new("InvalidSignatureException", fault.Message),
    };
}
