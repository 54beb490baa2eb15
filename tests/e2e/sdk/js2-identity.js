/*
 * Who am I, as a plain program with the AWS SDK for JavaScript, version 2,
 * asks.  sdk.sh runs it in sessions, with a profile's name or without.  It
 * must set nothing that chooses credentials, region or endpoint: these come
 * from the session.
 */
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = "1";
const AWS = require("aws-sdk");

/* It leaves content-type out of what it signs.  AWS takes that, but writes
 * that it must be signed, and the STS of these tests holds it to that. */
const unsigned = AWS.Signers.V4.prototype.unsignableHeaders;
unsigned.splice(unsigned.indexOf("content-type"), 1);

async function main(profile) {
	const sts = new AWS.STS(profile ? {
		credentials: new AWS.SharedIniFileCredentials({ profile }),
	} : {});
	const identity = await sts.getCallerIdentity().promise();

	console.log(identity.Arn);
}

main(process.argv[2]).catch((error) => {
	console.error(`${error.name}: ${error.message}`);
	process.exitCode = 1;
});
