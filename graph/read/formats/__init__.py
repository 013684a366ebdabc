"""The formats of articles other than plain text: functions that extract their content or take them apart."""
